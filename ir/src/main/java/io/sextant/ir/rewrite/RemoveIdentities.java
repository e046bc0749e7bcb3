package io.sextant.ir.rewrite;

import io.sextant.ir.graph.Node;
import io.sextant.ir.op.Broadcast;
import io.sextant.ir.op.Cast;
import io.sextant.ir.op.Clamp;
import io.sextant.ir.op.Concat;
import io.sextant.ir.op.GlobalPool;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Pad;
import io.sextant.ir.op.Pool;
import io.sextant.ir.op.Reduce;
import io.sextant.ir.op.Reshape;
import io.sextant.ir.op.Resize;
import io.sextant.ir.op.Slice;
import io.sextant.ir.op.Transpose;
import io.sextant.ir.op.Value;
import io.sextant.ir.type.TensorType;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * {@code f(x) -> x} for a reshape to the same shape, a transpose that moves nothing but extents of one within their order, a slice of
 * everything, a cast to the same type, a concatenation of one, padding by nothing, resizing or broadcasting to the same size, a bound
 * that is infinite, and a pool or a sum, mean, product or extreme over single elements.
 */
public final class RemoveIdentities implements Rule {
    private static final Set<Reduce.Kind> OF_ONE = EnumSet.of(Reduce.Kind.SUM, Reduce.Kind.MEAN, Reduce.Kind.MAX, Reduce.Kind.MIN,
        Reduce.Kind.PROD);

    @Override
    public Optional<Replacement> at(Node node, Draft draft) {
        List<Value> operands = node.op().operands();
        boolean candidate = operands.size() == 1 && operands.get(0).type().equals(node.result().type());
        return candidate && isIdentity(node.op(), operands.get(0).type()) ? Replacement.by(operands.get(0)) : Optional.empty();
    }

    /** Of an operator whose result has the type of its one operand. */
    private static boolean isIdentity(Op op, TensorType type) {
        if (op instanceof Transpose transpose) {
            return Permutations.keepsOrder(transpose.permutation(), type.shape());
        }
        if (op instanceof Pool pool) {
            return pool.kernel().stream().allMatch(extent -> extent == 1);
        }
        if (op instanceof GlobalPool) {
            return IntStream.range(1, type.rank() - 1).allMatch(axis -> type.dim(axis) == 1);
        }
        if (op instanceof Reduce reduce) {
            return OF_ONE.contains(reduce.kind()) && reduce.axes().stream().allMatch(axis -> type.dim(axis) == 1);
        }
        if (op instanceof Clamp clamp) {
            return clamp.low() == Float.NEGATIVE_INFINITY && clamp.high() == Float.POSITIVE_INFINITY;
        }
        return op instanceof Cast || op instanceof Broadcast || op instanceof Reshape || op instanceof Slice || op instanceof Concat
            || op instanceof Pad || op instanceof Resize;
    }
}
