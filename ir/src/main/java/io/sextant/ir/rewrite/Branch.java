package io.sextant.ir.rewrite;

import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** One of the parallel branches of a sum, as a convolution of constant weights. */
record Branch(Convolution op, Tensor filter, Optional<Tensor> bias) {
    /** The convolution that makes {@code value} for nothing but the sum. */
    static Optional<Branch> ofConvolution(Value value, Draft draft) {
        return LinearLayer.onlyFor(value, draft).filter(layer -> layer.op() instanceof Convolution)
            .map(layer -> new Branch((Convolution) layer.op(), layer.weights(), layer.bias()));
    }

    /** {@code value} as a convolution that {@code beside} can be merged with, which has the same input. */
    static Optional<Branch> of(Value value, Branch beside, Draft draft) {
        if (value.equals(beside.op.input())) {
            return beside.keepsShape() ? Optional.of(beside.single(Optional.empty())) : Optional.empty();
        }
        Optional<Branch> convolution = ofConvolution(value, draft);
        if (convolution.isPresent()) {
            return convolution.filter(branch -> branch.op.input().equals(beside.op.input()));
        }
        return draft.onlyFor(value, Op.class).flatMap(made -> Affine.of(made, draft))
            .filter(affine -> affine.input().equals(beside.op.input()) && beside.keepsShape())
            .map(affine -> beside.single(Optional.of(affine)));
    }

    private boolean keepsShape() {
        return op.type().equals(op.input().type()) && op.strides().stream().allMatch(stride -> stride == 1);
    }

    /** One tap that passes on each channel, or scales and shifts it, in the groups of this branch. */
    private Branch single(Optional<Affine> affine) {
        int channels = op.input().type().shape().last();
        int taken = channels / op.groups();
        List<Integer> ones = Collections.nCopies(op.strides().size(), 1);
        List<Integer> zeros = Collections.nCopies(op.strides().size(), 0);
        List<Integer> dims = new ArrayList<>(ones);
        dims.add(taken);
        dims.add(channels);
        TensorType type = new TensorType(DType.F32, new Shape(dims));
        List<Tensor> sources = affine.map(Affine::sources).orElse(List.of());
        Tensor diagonal = Tensor.derived(type, sources, () -> {
            float[] elements = new float[taken * channels];
            Optional<double[]> scale = affine.flatMap(Affine::scale).map(s -> s.get());
            for (int c = 0; c < channels; c++) {
                elements[c % taken * channels + c] = scale.isPresent() ? (float) scale.get()[c] : 1;
            }
            return Tensor.of(type, elements);
        });
        Optional<Tensor> shift = affine.flatMap(Affine::shift).map(s -> Tensor.derived(TensorType.f32(channels), sources,
            () -> tensor(s.get())));
        Convolution convolution = new Convolution(op.input(), new Value(0, type), Optional.empty(), ones, zeros, zeros, ones, op.groups());
        return new Branch(convolution, diagonal, shift);
    }

    private static Tensor tensor(double[] values) {
        float[] elements = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            elements[i] = (float) values[i];
        }
        return Tensor.of(TensorType.f32(values.length), elements);
    }

    /** The convolution that is the sum of both; empty if their taps do not lie on one lattice. */
    Optional<Replacement> plus(Branch other, Draft draft) {
        boolean alike = op.strides().equals(other.op.strides()) && op.groups() == other.op.groups() && op.type().equals(other.op.type());
        Optional<TapLattice> merged = alike ? TapLattice.of(op, other.op) : Optional.empty();
        return merged.flatMap(lattice -> {
            Draft.Filling filling = draft.fill();
            Value weights = filling.constant(lattice.filter(filter, other.filter));
            Optional<Value> offset = sum(bias, other.bias).map(filling::constant);
            return filling.by(new Convolution(op.input(), weights, offset, op.strides(), lattice.before(), lattice.after(),
                lattice.dilations(), op.groups()));
        });
    }

    private static Optional<Tensor> sum(Optional<Tensor> a, Optional<Tensor> b) {
        if (a.isEmpty() || b.isEmpty()) {
            return a.or(() -> b);
        }
        return Optional.of(Tensor.derived(a.get().type(), List.of(a.get(), b.get()), () -> {
            double[] sums = new double[a.get().type().elements()];
            Arrays.setAll(sums, i -> (double) a.get().floats()[i] + b.get().floats()[i]);
            return tensor(sums);
        }));
    }
}
