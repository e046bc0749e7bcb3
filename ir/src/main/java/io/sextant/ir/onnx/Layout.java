package io.sextant.ir.onnx;

import io.sextant.ir.type.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How an ONNX tensor holds an IR tensor: ONNX dimension i is IR dimension {@code axes[i]}, so onnx = transpose(ir, axes).
 *
 * @param axes a permutation
 */
record Layout(List<Integer> axes) {
    Layout {
        axes = List.copyOf(axes);
    }

    static Layout identity(int rank) {
        return new Layout(IntStream.range(0, rank).boxed().toList());
    }

    /** (N, spatial..., C) held as (N, C, spatial...); the identity below rank 3. */
    static Layout channelsFirst(int rank) {
        List<Integer> axes = new ArrayList<>(identity(rank).axes);
        if (rank > 2) {
            axes.add(1, axes.remove(rank - 1));
        }
        return new Layout(axes);
    }

    /** Convolution filters: (kernel..., Cin / groups, Cout) held as (Cout, Cin / groups, kernel...). */
    static Layout filter(int rank) {
        List<Integer> axes = new ArrayList<>(List.of(rank - 1, rank - 2));
        IntStream.range(0, rank - 2).forEach(axes::add);
        return new Layout(axes);
    }

    int rank() {
        return axes.size();
    }

    boolean isIdentity() {
        return equals(identity(rank()));
    }

    boolean isChannelsFirst() {
        return equals(channelsFirst(rank()));
    }

    /** The layout of transpose(onnx, permutation). */
    Layout transposed(List<Integer> permutation) {
        return new Layout(permutation.stream().map(axes::get).toList());
    }

    /** The layout that is left where {@code irAxes} are removed from a tensor held so. */
    Layout without(List<Integer> irAxes) {
        List<Integer> left = axes.stream().filter(axis -> !irAxes.contains(axis)).toList();
        List<Integer> sorted = left.stream().sorted().toList();
        return new Layout(left.stream().map(sorted::indexOf).toList());
    }

    /** The permutation q with transpose(onnx held so, q) = the same IR tensor held in {@code target}. */
    List<Integer> permutationTo(Layout target) {
        return target.axes.stream().map(axes::indexOf).toList();
    }

    /** The permutation c such that the IR tensor transpose(ir, c), held in {@code target}, is the ONNX tensor of {@code ir} held so. */
    List<Integer> rebasedTo(Layout target) {
        return target.toIr(axes);
    }

    /** One entry per dimension, brought from IR order to ONNX order. */
    <T> List<T> toOnnx(List<T> ir) {
        return axes.stream().map(ir::get).toList();
    }

    /** One entry per dimension, brought from ONNX order to IR order. */
    <T> List<T> toIr(List<T> onnx) {
        List<T> ir = new ArrayList<>(Collections.nCopies(rank(), onnx.isEmpty() ? null : onnx.get(0)));
        for (int axis = 0; axis < rank(); axis++) {
            ir.set(axes.get(axis), onnx.get(axis));
        }
        return ir;
    }

    int onnxAxis(int irAxis) {
        return axes.indexOf(irAxis);
    }

    int irAxis(int onnxAxis) {
        return axes.get(onnxAxis);
    }

    /** Whether transposing a tensor of shape {@code ir} moves extents of 1 only, so that its elements stay in order. */
    boolean keepsOrder(Shape ir) {
        List<Integer> moved = axes.stream().filter(axis -> ir.dim(axis) > 1).toList();
        return moved.equals(moved.stream().sorted().toList());
    }

    /** The layout in which operands of one rank meet: the one they share, else channels-first if any is, else the identity. */
    static Layout common(List<Layout> layouts) {
        Layout first = layouts.get(0);
        if (layouts.stream().allMatch(first::equals)) {
            return first;
        }
        Layout channelsFirst = channelsFirst(first.rank());
        return layouts.contains(channelsFirst) ? channelsFirst : identity(first.rank());
    }
}
