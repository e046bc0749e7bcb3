package io.sextant.ir.rewrite;

import io.sextant.ir.op.BatchNorm;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;

/**
 * scale x + shift, with one constant of each per channel, the last dimension of x. They are computed when they are read.
 *
 * @param input x
 * @param scale absent for 1
 * @param shift absent for 0
 * @param sources the constants they are computed from
 */
record Affine(Value input, Optional<Supplier<double[]>> scale, Optional<Supplier<double[]>> shift, List<Tensor> sources) {
    /** What {@code op} computes, if it is a batch normalisation or arithmetic with constants per channel. */
    static Optional<Affine> of(Op op, Draft draft) {
        if (op instanceof BatchNorm norm) {
            return ofBatchNorm(norm, draft);
        }
        return op instanceof Binary binary ? ofBinary(binary, draft) : Optional.empty();
    }

    private static Optional<Affine> ofBatchNorm(BatchNorm norm, Draft draft) {
        List<Tensor> sources = new ArrayList<>();
        for (Value parameter : List.of(norm.scale(), norm.shift(), norm.mean(), norm.variance())) {
            draft.constant(parameter).filter(tensor -> tensor.type().dtype() == DType.F32).ifPresent(sources::add);
        }
        if (sources.size() < 4) {
            return Optional.empty();
        }
        Supplier<double[]> scale = () -> each(sources.get(0), (c, gamma) ->
            gamma / Math.sqrt((double) sources.get(3).floats()[c] + norm.epsilon()));
        Supplier<double[]> shift = () -> {
            double[] factors = scale.get();
            return each(sources.get(1), (c, beta) -> beta - sources.get(2).floats()[c] * factors[c]);
        };
        return Optional.of(new Affine(norm.input(), Optional.of(scale), Optional.of(shift), sources));
    }

    private static Optional<Affine> ofBinary(Binary op, Draft draft) {
        boolean constantRight = draft.isConstant(op.right());
        Value x = constantRight ? op.left() : op.right();
        Optional<Tensor> other = draft.constant(constantRight ? op.right() : op.left())
            .filter(tensor -> isPerChannel(tensor.type(), x.type()) && op.type().equals(x.type()));
        if (other.isEmpty() || draft.isConstant(x)) {
            return Optional.empty();
        }
        Supplier<double[]> c = () -> perChannel(other.get(), x.type().shape().last());
        List<Tensor> sources = List.of(other.get());
        return switch (op.kind()) {
            case ADD -> Optional.of(new Affine(x, Optional.empty(), Optional.of(c), sources));
            case MUL -> Optional.of(new Affine(x, Optional.of(c), Optional.empty(), sources));
            case SUB -> Optional.of(constantRight ? new Affine(x, Optional.empty(), Optional.of(each(c, v -> -v)), sources)
                : new Affine(x, Optional.of(each(c, v -> -1)), Optional.of(c), sources));
            case DIV -> constantRight
                ? Optional.of(new Affine(x, Optional.of(each(c, v -> 1 / v)), Optional.empty(), sources)) : Optional.empty();
            case POW, MIN, MAX, MOD -> Optional.empty();
        };
    }

    private static boolean isPerChannel(TensorType constant, TensorType x) {
        boolean f32 = constant.dtype() == DType.F32 && x.dtype() == DType.F32 && x.rank() >= 1;
        return f32 && (constant.elements() == 1
            || constant.elements() == x.shape().last() && constant.shape().last() == x.shape().last());
    }

    private static double[] perChannel(Tensor constant, int channels) {
        double[] values = new double[channels];
        Arrays.setAll(values, c -> constant.floats()[constant.type().elements() == 1 ? 0 : c]);
        return values;
    }

    private static Supplier<double[]> each(Supplier<double[]> values, DoubleUnaryOperator function) {
        return () -> Arrays.stream(values.get()).map(function).toArray();
    }

    private interface ChannelFunction {
        double at(int channel, double value);
    }

    private static double[] each(Tensor tensor, ChannelFunction function) {
        double[] values = new double[tensor.type().elements()];
        Arrays.setAll(values, c -> function.at(c, tensor.floats()[c]));
        return values;
    }
}
