package io.sextant.ir.memory;

import io.sextant.ir.graph.Node;
import io.sextant.ir.kernel.PlacedKernel;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.Dense;
import io.sextant.ir.op.GlobalPool;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Reduce;
import io.sextant.ir.op.Value;
import io.sextant.ir.type.TensorType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * How far a kernel's result has to be ahead of an operand that it may overwrite, after the accesses of the operators between the two.
 *
 * @param kind the widest of these accesses
 * @param stride result row y needs no row of the operand before {@code stride * y - back}
 */
record KernelAccess(Access.Kind kind, long stride, long back) {
    private static final KernelAccess RESULT = new KernelAccess(Access.Kind.ELEMENTS, 1, 0);

    static KernelAccess of(PlacedKernel kernel, Value operand) {
        if (isScaledByItsMean(kernel, operand)) {
            return RESULT;
        }
        Map<Value, KernelAccess> needed = new HashMap<>(Map.of(kernel.result(), RESULT));
        for (int i = kernel.nodes().size() - 1; i >= 0; i--) {
            Node node = kernel.nodes().get(i);
            KernelAccess behind = needed.get(node.result());
            if (behind != null) {
                node.op().operands().stream().distinct().forEach(value ->
                    needed.merge(value, behind.through(Access.of(node.op(), value)), KernelAccess::both));
            }
        }
        return needed.get(operand);
    }

    /** Squeeze-excite: nothing of an image can be scaled before all of it is averaged, and then each element is read for its own product. */
    private static boolean isScaledByItsMean(PlacedKernel kernel, Value operand) {
        Op first = kernel.nodes().get(0).op();
        Op last = kernel.nodes().get(kernel.nodes().size() - 1).op();
        long layers = kernel.nodes().stream().filter(node -> node.op() instanceof Dense || node.op() instanceof Convolution).count();
        return (first instanceof GlobalPool || first instanceof Reduce) && layers == 2 && first.operands().contains(operand)
            && last instanceof Binary && last.operands().contains(operand) && last.type().equals(operand.type());
    }

    private KernelAccess through(Access access) {
        Access.Kind wider = wider(kind, access.kind());
        return access.strides().isEmpty() ? new KernelAccess(wider, stride, back)
            : new KernelAccess(wider, stride * access.strides().get(0), back * access.strides().get(0) + access.before().get(0));
    }

    private KernelAccess both(KernelAccess other) {
        return new KernelAccess(wider(kind, other.kind), Math.min(stride, other.stride), Math.max(back, other.back));
    }

    private static Access.Kind wider(Access.Kind a, Access.Kind b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    /** The least distance by which the operand has to begin behind the result; empty if {@code sharing} does not let them overlap. */
    OptionalLong distance(TensorType operand, TensorType result, Sharing sharing) {
        boolean allowed = switch (kind) {
            case ELEMENTS -> sharing.allows(Sharing.Kind.ELEMENTS);
            case CHANNEL_WINDOW -> sharing.allows(Sharing.Kind.DEPTHWISE_ROWS);
            case WINDOW -> sharing.allows(Sharing.Kind.WINDOW_ROWS);
            case WHOLE -> false;
        };
        if (!allowed) {
            return OptionalLong.empty();
        }
        long distance = kind == Access.Kind.ELEMENTS ? Math.max(0, result.bytes() - operand.bytes())
            : rowDistance(operand, result, sharing.rowsAtOnce());
        return distance < result.bytes() ? OptionalLong.of(distance) : OptionalLong.empty();
    }

    /** The most by which the end of the rows that are written is ahead of the first row that is still to be read. */
    private long rowDistance(TensorType operand, TensorType result, int rowsAtOnce) {
        long rows = result.dim(1);
        long operandRows = operand.dim(1);
        long total = result.dim(0) * rows;
        long rowBytes = result.bytes() / total;
        long operandRowBytes = operand.bytes() / (operand.dim(0) * operandRows);
        long distance = 0;
        for (long row = 0; row < total; row++) {
            long first = Math.max(0, Math.min(operandRows, stride * (row % rows) - back));
            long read = (row / rows * operandRows + first) * operandRowBytes;
            distance = Math.max(distance, Math.min(total, row + rowsAtOnce) * rowBytes - read);
        }
        return distance;
    }

    /** The overlaps that a kernel allows. */
    static List<Overlap> overlaps(PlacedKernel kernel, Map<Value, Integer> activations, Sharing sharing) {
        return kernel.inputs().stream().flatMap(input -> of(kernel, input).distance(input.type(), kernel.result().type(), sharing).stream()
            .mapToObj(distance -> new Overlap(activations.get(input), distance))).toList();
    }
}
