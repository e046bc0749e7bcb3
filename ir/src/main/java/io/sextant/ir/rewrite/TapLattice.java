package io.sextant.ir.rewrite;

import io.sextant.ir.op.Convolution;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the taps of two convolutions of the same input and strides fall: tap i of a dimension reads input position
 * {@code output * stride - padBefore + i * dilation}. The union is the kernel of their sum.
 *
 * @param kernel extents of the union
 * @param before padding of the union
 * @param after padding of the union
 * @param dilations distances of its taps
 * @param first where the first's taps begin in the union, in taps
 * @param second where the second's begin
 */
record TapLattice(List<Integer> kernel, List<Integer> before, List<Integer> after, List<Integer> dilations, List<Integer> first,
    List<Integer> second) {
    private static final int MAX_GROWTH = 4;

    /**
     * The union; empty if a dimension's taps are not on one lattice, or the union has far more taps than the two together (a tap far
     * away from others), so that the sum would be dearer than its parts.
     */
    static Optional<TapLattice> of(Convolution a, Convolution b) {
        TapLattice union = new TapLattice(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(),
            new ArrayList<>());
        for (int axis = 0; axis < a.strides().size(); axis++) {
            if (!union.add(axis, a, b)) {
                return Optional.empty();
            }
        }
        return taps(union.kernel) <= MAX_GROWTH * (taps(a.kernel()) + taps(b.kernel())) ? Optional.of(union) : Optional.empty();
    }

    private static long taps(List<Integer> kernel) {
        return kernel.stream().mapToLong(extent -> extent).reduce(1, (x, y) -> x * y);
    }

    private boolean add(int axis, Convolution a, Convolution b) {
        int taps = a.kernel().get(axis);
        int otherTaps = b.kernel().get(axis);
        long dilation = taps == 1 ? b.dilations().get(axis) : a.dilations().get(axis);
        boolean sameDilation = otherTaps == 1 || b.dilations().get(axis) == dilation;
        long begin = -(long) a.padBefore().get(axis);
        long otherBegin = -(long) b.padBefore().get(axis);
        if (!sameDilation || (begin - otherBegin) % dilation != 0) {
            return false;
        }
        long start = Math.min(begin, otherBegin);
        long end = Math.max(begin + dilation * (taps - 1), otherBegin + dilation * (otherTaps - 1));
        long room = room(a, axis);
        long extent = (end - start) / dilation + 1;
        long behind = room + (end - start + 1) - a.input().type().dim(axis + 1) + start;
        if (behind < 0 || behind > Integer.MAX_VALUE || extent > Integer.MAX_VALUE) {
            return false;
        }
        kernel.add((int) extent);
        before.add((int) -start);
        after.add((int) behind);
        dilations.add((int) dilation);
        first.add((int) ((begin - start) / dilation));
        second.add((int) ((otherBegin - start) / dilation));
        return true;
    }

    /** How far the first's window moves in all; the union's moves as far, so that it makes as many outputs. */
    private static long room(Convolution a, int axis) {
        long reach = (long) a.dilations().get(axis) * (a.kernel().get(axis) - 1) + 1;
        return (long) a.input().type().dim(axis + 1) + a.padBefore().get(axis) + a.padAfter().get(axis) - reach;
    }

    /** The filter of the sum. */
    Tensor filter(Tensor a, Tensor b) {
        List<Integer> dims = new ArrayList<>(kernel);
        dims.addAll(a.type().shape().dims().subList(kernel.size(), a.type().rank()));
        TensorType type = new TensorType(DType.F32, new Shape(dims));
        return Tensor.derived(type, List.of(a, b), () -> {
            float[] sum = new float[type.elements()];
            addTo(sum, a, first);
            addTo(sum, b, second);
            return Tensor.of(type, sum);
        });
    }

    private void addTo(float[] sum, Tensor part, List<Integer> at) {
        int rank = part.type().rank();
        int perTap = part.type().dim(rank - 2) * part.type().dim(rank - 1);
        int width = part.type().dim(kernel.size() - 1);
        int unionWidth = kernel.get(kernel.size() - 1);
        for (int tap = 0; tap < part.type().elements() / perTap; tap++) {
            int row = kernel.size() == 1 ? 0 : tap / width + at.get(0);
            int column = tap % width + at.get(at.size() - 1);
            for (int i = 0; i < perTap; i++) {
                sum[(row * unionWidth + column) * perTap + i] += part.floats()[tap * perTap + i];
            }
        }
    }
}
