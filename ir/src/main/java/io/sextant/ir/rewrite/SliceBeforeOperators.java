package io.sextant.ir.rewrite;

import io.sextant.ir.graph.Node;
import io.sextant.ir.op.BatchNorm;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Clamp;
import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.Dense;
import io.sextant.ir.op.Elu;
import io.sextant.ir.op.LayerNorm;
import io.sextant.ir.op.LeakyRelu;
import io.sextant.ir.op.MatMul;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Pool;
import io.sextant.ir.op.Reduce;
import io.sextant.ir.op.Reshape;
import io.sextant.ir.op.Slice;
import io.sextant.ir.op.Softmax;
import io.sextant.ir.op.Transpose;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code slice(f(x, ..)) -> f(slice(x), ..)} where nothing else uses what f makes, and f makes each part that is kept from parts of x:
 * element-wise operators, rows of dense layers, products, softmax and layer normalisation, reductions, transposes, and reshapes of other dimensions.
 * What is left out need not be computed: of the last block of a transformer, all but the class token.
 *
 * <p>A slice that stands alone copies what it keeps. So it is moved only if it keeps at most half of the elements, not into the rows that a
 * reduction sums up, and not between a layer and its activation where it does not go on to before that layer.
 */
public final class SliceBeforeOperators implements Rule {
    @Override
    public Optional<Replacement> at(Node node, Draft draft) {
        if (!(node.op() instanceof Slice slice) || 2 * slice.type().elements() > slice.input().type().elements()) {
            return Optional.empty();
        }
        return draft.onlyFor(slice.input(), Op.class).flatMap(op -> {
            Draft.Filling filling = draft.fill();
            SliceRanges ranges = new SliceRanges(slice);
            return isElementWise(op) && endsBehindALayer(op, ranges, draft) ? Optional.empty()
                : sliced(op, ranges, filling).flatMap(filling::by);
        });
    }

    private static boolean isElementWise(Op op) {
        return op instanceof Unary || op instanceof Clamp || op instanceof LeakyRelu || op instanceof Elu || op instanceof Binary;
    }

    /** Whether an operand of such operators is made by a layer, which computes these with its result, and that no slice goes before. */
    private static boolean endsBehindALayer(Op op, SliceRanges ranges, Draft draft) {
        return op.operands().stream().filter(operand -> operand.type().shape().equals(op.type().shape()))
            .flatMap(operand -> draft.onlyFor(operand, Op.class).stream())
            .anyMatch(made -> made instanceof Convolution || made instanceof BatchNorm || made instanceof Pool
                || (made instanceof Dense || made instanceof MatMul) && !ranges.isWhole(made.type().rank() - 1)
                || isElementWise(made) && endsBehindALayer(made, ranges, draft));
    }

    private static Optional<Op> sliced(Op op, SliceRanges ranges, Draft.Filling filling) {
        int last = op.type().rank() - 1;
        if (op instanceof Dense dense) {
            return ranges.isWhole(last) ? Optional.of(new Dense(ranges.of(dense.input(), last, filling), dense.weights(), dense.bias()))
                : Optional.empty();
        }
        if (op instanceof LayerNorm norm) {
            return ranges.isWhole(last) ? Optional.of(new LayerNorm(ranges.of(norm.input(), filling), norm.scale(), norm.shift(),
                norm.epsilon())) : Optional.empty();
        }
        if (op instanceof Softmax softmax) {
            return ranges.isWhole(softmax.axis()) ? Optional.of(new Softmax(ranges.of(softmax.input(), filling), softmax.axis()))
                : Optional.empty();
        }
        if (op instanceof MatMul product) {
            return ranges.isWhole(last) ? Optional.of(new MatMul(ranges.of(product.left(), last, filling),
                ranges.ofBatch(product.right(), filling))) : Optional.empty();
        }
        if (op instanceof Reduce reduce) {
            return reduce.keepDims() && ranges.isWhole(last) ? Optional.of(new Reduce(ranges.of(reduce.input(), reduce.axes(), filling), reduce.kind(),
                reduce.axes(), true)) : Optional.empty();
        }
        if (op instanceof Transpose transpose) {
            return Optional.of(new Transpose(ranges.before(transpose.permutation()).of(transpose.input(), filling),
                transpose.permutation()));
        }
        if (op instanceof Reshape reshape) {
            return ranges.before(reshape).map(before -> new Reshape(before.of(reshape.input(), filling), ranges.shape()));
        }
        return elementWise(op, ranges, filling);
    }

    private static Optional<Op> elementWise(Op op, SliceRanges ranges, Draft.Filling filling) {
        List<Value> operands = new ArrayList<>();
        if (isElementWise(op)) {
            op.operands().forEach(operand -> operands.add(ranges.of(operand, filling)));
        }
        if (op instanceof Unary unary) {
            return Optional.of(new Unary(operands.get(0), unary.kind()));
        }
        if (op instanceof Clamp clamp) {
            return Optional.of(new Clamp(operands.get(0), clamp.low(), clamp.high()));
        }
        if (op instanceof LeakyRelu leaky) {
            return Optional.of(new LeakyRelu(operands.get(0), leaky.slope()));
        }
        if (op instanceof Elu elu) {
            return Optional.of(new Elu(operands.get(0), elu.alpha()));
        }
        return op instanceof Binary binary ? Optional.of(new Binary(operands.get(0), operands.get(1), binary.kind())) : Optional.empty();
    }
}
