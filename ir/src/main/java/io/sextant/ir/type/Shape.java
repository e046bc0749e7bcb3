package io.sextant.ir.type;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Static shape of a tensor, outermost dimension first; spatial tensors are channels-last (N, spatial..., C).
 *
 * @param dims extents, each at least 1; an empty list is a scalar
 */
public record Shape(List<Integer> dims) {
    private static final int MAX_RANK = 8;

    public Shape {
        dims = List.copyOf(dims);
        if (dims.size() > MAX_RANK) {
            throw new IllTyped("shape T1: rank is at most " + MAX_RANK + ", got " + dims.size());
        }
        long elements = 1;
        for (int dim : dims) {
            if (dim < 1) {
                throw new IllTyped("shape T2: every extent is at least 1, got " + text(dims));
            }
            elements *= dim;
            if (elements > Integer.MAX_VALUE) {
                throw new IllTyped("shape T3: at most 2^31-1 elements, got " + text(dims));
            }
        }
    }

    public static Shape of(int... dims) {
        List<Integer> list = new ArrayList<>();
        for (int dim : dims) {
            list.add(dim);
        }
        return new Shape(list);
    }

    /** Extents that were computed and may not fit an {@code int}; those fail T3. */
    public static Shape ofLongs(List<Long> dims) {
        for (long dim : dims) {
            IllTyped.unless(dim <= Integer.MAX_VALUE, "shape T3", "at most 2^31-1 elements, got an extent of %d", dim);
        }
        return new Shape(dims.stream().map(Long::intValue).toList());
    }

    public int rank() {
        return dims.size();
    }

    public int dim(int axis) {
        return dims.get(axis);
    }

    /** The innermost extent: the channels of a channels-last tensor. */
    public int last() {
        return dims.get(dims.size() - 1);
    }

    public int elements() {
        int elements = 1;
        for (int dim : dims) {
            elements *= dim;
        }
        return elements;
    }

    /** This shape with {@code axis} replaced by {@code extent}. */
    public Shape with(int axis, int extent) {
        List<Integer> changed = new ArrayList<>(dims);
        changed.set(axis, extent);
        return new Shape(changed);
    }

    /** Row-major strides in elements. */
    public int[] strides() {
        int[] strides = new int[rank()];
        int step = 1;
        for (int axis = rank() - 1; axis >= 0; axis--) {
            strides[axis] = step;
            step *= dim(axis);
        }
        return strides;
    }

    public int[] toArray() {
        return dims.stream().mapToInt(Integer::intValue).toArray();
    }

    private static String text(List<Integer> dims) {
        return dims.stream().map(String::valueOf).collect(Collectors.joining("x", "[", "]"));
    }

    /** {@code [1x40x16]}; a scalar is {@code []}. */
    @Override
    public String toString() {
        return text(dims);
    }
}
