package io.sextant.ir.generate;

import io.sextant.ir.generate.Motifs.Step;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Clamp;
import io.sextant.ir.op.LayerNorm;
import io.sextant.ir.op.Reduce;
import io.sextant.ir.op.Slice;
import io.sextant.ir.op.Transpose;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.List;

/** Motifs that spell out with small operators what a single operator does, as exporters do. */
final class SpelledOut {
    private final Draw draw;

    SpelledOut(Draw draw) {
        this.draw = draw;
    }

    List<List<Step>> all() {
        return List.of(gelu(), layerNorm(), scaledLayerNorm(), clamps(), slices(), transposes());
    }

    /** x / 2 (1 + erf(x / sqrt 2)). */
    private List<Step> gelu() {
        return List.of(made -> with(made.get(0), (float) Math.sqrt(2), Binary.Kind.DIV), made -> new Unary(made.get(1), Unary.Kind.ERF),
            made -> with(made.get(2), 1, Binary.Kind.ADD), made -> new Binary(made.get(0), made.get(3), Binary.Kind.MUL),
            made -> draw.oneIn(2) ? with(made.get(4), 0.5f, Binary.Kind.MUL) : with(made.get(4), 2, Binary.Kind.DIV));
    }

    /** (x - mean) / sqrt(variance + epsilon). */
    private List<Step> layerNorm() {
        return List.of(made -> mean(made.get(0)), made -> new Binary(made.get(0), made.get(1), Binary.Kind.SUB),
            made -> draw.oneIn(2) ? new Binary(made.get(2), made.get(2), Binary.Kind.MUL) : with(made.get(2), 2, Binary.Kind.POW),
            made -> mean(made.get(3)), made -> with(made.get(4), 0.01f, Binary.Kind.ADD),
            made -> new Unary(made.get(5), Unary.Kind.SQRT), made -> new Binary(made.get(2), made.get(6), Binary.Kind.DIV));
    }

    private List<Step> scaledLayerNorm() {
        return List.of(made -> new LayerNorm(made.get(0), perChannel(made.get(0)), perChannel(made.get(0)), 1e-2f),
            made -> new Binary(made.get(1), perChannel(made.get(0)), draw.pick(List.of(Binary.Kind.MUL, Binary.Kind.ADD))));
    }

    private List<Step> clamps() {
        return List.of(made -> draw.oneIn(2) ? new Clamp(made.get(0), 0, draw.oneIn(2) ? 6 : Float.POSITIVE_INFINITY)
            : new Clamp(made.get(0), -1, draw.between(0, 2)), made -> new Clamp(made.get(1), draw.between(-2, 1), 1.5f));
    }

    private List<Step> slices() {
        return List.of(made -> half(made.get(0)), made -> half(made.get(1)));
    }

    private List<Step> transposes() {
        Step step = made -> {
            Value last = made.get(made.size() - 1);
            return new Transpose(last, draw.shuffled(draw.each(last.type().rank(), axis -> axis)));
        };
        return List.of(step, step);
    }

    private Slice half(Value value) {
        List<Integer> dims = value.type().shape().dims();
        List<Integer> starts = draw.each(dims.size(), axis -> draw.below((dims.get(axis) + 1) / 2));
        return new Slice(value, starts, dims, draw.each(dims.size(), axis -> draw.between(1, 2)));
    }

    private static Reduce mean(Value value) {
        return new Reduce(value, Reduce.Kind.MEAN, List.of(value.type().rank() - 1), true);
    }

    private Binary with(Value value, float number, Binary.Kind kind) {
        return new Binary(value, draw.constant(Tensor.filled(new TensorType(value.type().dtype(), Shape.of()), number)), kind);
    }

    private Value perChannel(Value value) {
        return draw.constant(draw.elements().any(new TensorType(value.type().dtype(), Shape.of(value.type().shape().last()))));
    }
}
