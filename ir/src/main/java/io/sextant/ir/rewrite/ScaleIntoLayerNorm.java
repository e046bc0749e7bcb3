package io.sextant.ir.rewrite;

import io.sextant.ir.graph.Node;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.LayerNorm;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code layer_norm(x, s, b) * c -> layer_norm(x, s c, b c)}, {@code layer_norm(x, s, b) + c -> layer_norm(x, s, b + c)}. */
public final class ScaleIntoLayerNorm implements Rule {
    @Override
    public Optional<Replacement> at(Node node, Draft draft) {
        return node.op() instanceof Binary op ? Affine.of(op, draft).flatMap(affine ->
            draft.onlyFor(affine.input(), LayerNorm.class).flatMap(norm -> taking(norm, affine, draft))) : Optional.empty();
    }

    private static Optional<Replacement> taking(LayerNorm norm, Affine affine, Draft draft) {
        Optional<Tensor> scale = draft.constant(norm.scale());
        Optional<Tensor> shift = draft.constant(norm.shift());
        if (scale.isEmpty() || shift.isEmpty()) {
            return Optional.empty();
        }
        Draft.Filling filling = draft.fill();
        return filling.by(new LayerNorm(norm.input(), filling.constant(applied(affine, scale.get(), false)),
            filling.constant(applied(affine, shift.get(), true)), norm.epsilon()));
    }

    private static Tensor applied(Affine affine, Tensor parameter, boolean shifted) {
        List<Tensor> sources = new ArrayList<>(affine.sources());
        sources.add(parameter);
        TensorType type = parameter.type();
        return Tensor.derived(type, sources, () -> {
            Optional<double[]> scale = affine.scale().map(s -> s.get());
            Optional<double[]> shift = affine.shift().filter(s -> shifted).map(s -> s.get());
            float[] result = new float[type.elements()];
            for (int c = 0; c < result.length; c++) {
                double scaled = parameter.floats()[c] * (scale.isPresent() ? scale.get()[c] : 1);
                result[c] = (float) (scaled + (shift.isPresent() ? shift.get()[c] : 0));
            }
            return Tensor.of(type, result);
        });
    }
}
