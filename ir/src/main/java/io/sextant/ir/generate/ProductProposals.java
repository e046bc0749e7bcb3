package io.sextant.ir.generate;

import io.sextant.ir.op.BatchNorm;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Dense;
import io.sextant.ir.op.LayerNorm;
import io.sextant.ir.op.MatMul;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Value;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.IllTyped;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Products, norms and arithmetic. */
final class ProductProposals {
    private static final List<Float> EPSILONS = List.of(1e-5f, 1e-3f, 1e-2f);

    private final Draw draw;

    ProductProposals(Draw draw) {
        this.draw = draw;
    }

    void addTo(Map<String, Proposal> proposals) {
        proposals.put("dense", this::dense);
        proposals.put("mat_mul", this::matMul);
        proposals.put("batch_norm", this::batchNorm);
        proposals.put("layer_norm", this::layerNorm);
        proposals.put("binary", this::binary);
    }

    private Op dense(Value input) {
        int columns = draw.between(1, 6);
        Optional<Value> bias = draw.oneIn(2) ? Optional.of(draw.operand(dtype(input), List.of(columns))) : Optional.empty();
        return new Dense(input, draw.operand(dtype(input), List.of(last(input), columns)), bias);
    }

    private Op matMul(Value left) {
        IllTyped.unless(left.type().rank() >= 2, "proposal", "%s is no matrix", left);
        List<Integer> dims = new ArrayList<>(left.type().shape().dims());
        dims.set(dims.size() - 2, last(left));
        dims.set(dims.size() - 1, draw.between(1, 5));
        Optional<Value> present = draw.value(value -> isFactor(left.type(), value.type()));
        return new MatMul(left, present.isPresent() && draw.oneIn(2) ? present.get() : draw.operand(dtype(left), dims));
    }

    private static boolean isFactor(TensorType left, TensorType right) {
        int batch = left.rank() - 2;
        return right.dtype() == left.dtype() && right.rank() == left.rank() && right.dim(batch) == left.shape().last()
            && right.shape().dims().subList(0, batch).equals(left.shape().dims().subList(0, batch));
    }

    private Op batchNorm(Value input) {
        List<Integer> channels = List.of(last(input));
        Value variance = draw.constant(draw.elements().positive(new TensorType(dtype(input), new Shape(channels))));
        return new BatchNorm(input, draw.operand(dtype(input), channels), draw.operand(dtype(input), channels),
            draw.operand(dtype(input), channels), variance, draw.pick(EPSILONS));
    }

    private Op layerNorm(Value input) {
        List<Integer> channels = List.of(last(input));
        return new LayerNorm(input, draw.operand(dtype(input), channels), draw.operand(dtype(input), channels), draw.pick(EPSILONS));
    }

    /**
     * With itself, a value of the same type (a residual), or one that broadcasts, on either side; divisors are positive as a rule,
     * of integers always: ONNX leaves open what division by zero gives.
     */
    private Op binary(Value value) {
        Binary.Kind kind = draw.pick(Binary.Kind.values());
        TensorType type = value.type();
        boolean divides = kind == Binary.Kind.DIV || kind == Binary.Kind.MOD;
        if (divides && !(type.dtype().isFloating() && draw.oneIn(8))) {
            TensorType divisor = new TensorType(type.dtype(), new Shape(draw.broadcastable(type)));
            return new Binary(value, draw.constant(draw.elements().positive(divisor)), kind);
        }
        Value other = switch (draw.below(8)) {
            case 0 -> value;
            case 1, 2 -> draw.value(candidate -> candidate.type().equals(type)).orElse(value);
            case 3 -> draw.value(candidate -> candidate.type().dtype() == type.dtype()).orElse(value);
            default -> draw.operand(type.dtype(), draw.broadcastable(type));
        };
        return draw.oneIn(3) ? new Binary(other, value, kind) : new Binary(value, other, kind);
    }

    private static DType dtype(Value value) {
        return value.type().dtype();
    }

    private static int last(Value value) {
        IllTyped.unless(value.type().rank() >= 1, "proposal", "%s has no dimension", value);
        return value.type().shape().last();
    }
}
