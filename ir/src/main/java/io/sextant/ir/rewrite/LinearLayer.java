package io.sextant.ir.rewrite;

import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.Dense;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A convolution or dense layer of constant weights (taps..., Cin / groups, Cout) and bias (Cout), and how weights change that take in
 * what stands before or behind it. All are f32; sums are in double precision.
 */
record LinearLayer(Op op, Value input, Tensor weights, Optional<Tensor> bias) {
    static Optional<LinearLayer> of(Op op, Draft draft) {
        if (op instanceof Convolution convolution) {
            return of(op, convolution.input(), convolution.filter(), convolution.bias(), draft);
        }
        return op instanceof Dense dense ? of(op, dense.input(), dense.weights(), dense.bias(), draft) : Optional.empty();
    }

    /** The layer that makes {@code value}, if nothing but one operand of one node uses it. */
    static Optional<LinearLayer> onlyFor(Value value, Draft draft) {
        return draft.onlyFor(value, Op.class).flatMap(op -> of(op, draft));
    }

    private static Optional<LinearLayer> of(Op op, Value input, Value weights, Optional<Value> bias, Draft draft) {
        Optional<Tensor> tensor = draft.constant(weights).filter(constant -> constant.type().dtype() == DType.F32);
        Optional<Tensor> offset = bias.flatMap(draft::constant).filter(constant -> constant.type().dtype() == DType.F32);
        return tensor.isEmpty() || offset.isPresent() != bias.isPresent() ? Optional.empty()
            : Optional.of(new LinearLayer(op, input, tensor.get(), offset));
    }

    /** Whether it reads zeros beside its input, which what stands before it did not make. */
    boolean isPadded() {
        return op instanceof Convolution convolution
            && !(isZero(convolution.padBefore()) && isZero(convolution.padAfter()));
    }

    private static boolean isZero(List<Integer> amounts) {
        return amounts.stream().allMatch(amount -> amount == 0);
    }

    /** This layer with {@code affine} applied to its result. */
    Op thenTaking(Affine affine, Draft.Filling filling) {
        int filters = weights.type().shape().last();
        Tensor scaled = affine.scale().isEmpty() ? weights : derived(weights.type(), affine.sources(), () -> {
            double[] scale = affine.scale().get().get();
            float[] result = new float[weights.type().elements()];
            float[] from = weights.floats();
            for (int i = 0; i < result.length; i += filters) {
                for (int c = 0; c < filters; c++) {
                    result[i + c] = (float) (from[i + c] * scale[c]);
                }
            }
            return result;
        });
        if (bias.isEmpty() && affine.shift().isEmpty()) {
            return on(input, scaled, Optional.empty(), filling);
        }
        return on(input, scaled, Optional.of(derived(TensorType.f32(filters), affine.sources(), () -> {
            float[] result = new float[filters];
            double[] scale = affine.scale().map(s -> s.get()).orElse(null);
            double[] shift = affine.shift().map(s -> s.get()).orElse(null);
            for (int c = 0; c < filters; c++) {
                double offset = bias.isPresent() ? bias.get().floats()[c] : 0;
                result[c] = (float) (offset * (scale == null ? 1 : scale[c]) + (shift == null ? 0 : shift[c]));
            }
            return result;
        })), filling);
    }

    /** This layer with {@code affine} applied to its input; exact only if it is not padded or nothing is shifted. */
    Op afterTaking(Affine affine, Draft.Filling filling) {
        Tensor scaled = affine.scale().isEmpty() ? weights : derived(weights.type(), affine.sources(), () -> {
            double[] scale = affine.scale().get().get();
            float[] from = weights.floats();
            float[] result = new float[from.length];
            for (int i = 0; i < result.length; i++) {
                result[i] = (float) (from[i] * scale[inputChannel(i)]);
            }
            return result;
        });
        if (affine.shift().isEmpty()) {
            return on(affine.input(), scaled, bias, filling);
        }
        int filters = weights.type().shape().last();
        return on(affine.input(), scaled, Optional.of(derived(TensorType.f32(filters), affine.sources(), () -> {
            double[] shift = affine.shift().get().get();
            double[] sums = new double[filters];
            for (int i = 0; i < weights.type().elements(); i++) {
                sums[i % filters] += weights.floats()[i] * shift[inputChannel(i)];
            }
            float[] result = new float[filters];
            for (int c = 0; c < filters; c++) {
                result[c] = (float) (sums[c] + (bias.isPresent() ? bias.get().floats()[c] : 0));
            }
            return result;
        })), filling);
    }

    /** The input channel that weight {@code index} is multiplied with. */
    private int inputChannel(int index) {
        int filters = weights.type().shape().last();
        int groups = op instanceof Convolution convolution ? convolution.groups() : 1;
        int taken = weights.type().dim(weights.type().rank() - 2);
        return index % filters / (filters / groups) * taken + index / filters % taken;
    }

    private Tensor derived(TensorType type, List<Tensor> others, Supplier<float[]> elements) {
        List<Tensor> sources = new ArrayList<>(others);
        sources.add(weights);
        bias.ifPresent(sources::add);
        return Tensor.computed(type, sources, elements);
    }

    private Op on(Value from, Tensor newWeights, Optional<Tensor> newBias, Draft.Filling filling) {
        Value filter = filling.constant(newWeights);
        Optional<Value> offset = newBias.map(filling::constant);
        if (op instanceof Convolution c) {
            return new Convolution(from, filter, offset, c.strides(), c.padBefore(), c.padAfter(), c.dilations(), c.groups());
        }
        return new Dense(from, filter, offset);
    }
}
