package io.sextant.codegen.c.family;

import io.sextant.ir.graph.Node;
import io.sextant.ir.kernel.PlacedKernel;
import io.sextant.ir.kernel.Region;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.MatMul;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Select;
import io.sextant.ir.op.Softmax;
import io.sextant.ir.op.Transpose;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.TensorType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The parts of a kernel that is a {@link Region#ATTENTION}: what is multiplied, where it lies, and what becomes of the scores. */
final class AttentionForm {
    private final PlacedKernel kernel;
    private final Map<Value, Op> definitions = new HashMap<>();
    private final Function<Value, Tensor> constants;
    private final StridedView result;
    private final TensorType scores;
    private final Optional<Op> mask;
    private final Value product;
    private final StridedView queries;
    private final StridedView keys;
    private final StridedView values;
    private double scale = 1;

    /** @param constants of the graph */
    AttentionForm(PlacedKernel kernel, Function<Value, Tensor> constants) {
        this.kernel = kernel;
        this.constants = constants;
        List<Node> nodes = kernel.nodes();
        nodes.forEach(node -> definitions.put(node.result(), node.op()));
        Op last = nodes.get(nodes.size() - 1).op();
        StridedView whole = StridedView.of(kernel.result());
        result = last instanceof Transpose transpose ? whole.beforeTransposing(transpose.permutation()) : whole;
        MatMul mixed = (MatMul) (last instanceof Transpose transpose ? definitions.get(transpose.input()) : last);
        Value shown = ((Softmax) definitions.get(mixed.left())).input();
        scores = shown.type();
        mask = isMask(definitions.get(shown)) ? Optional.of(definitions.get(shown)) : Optional.empty();
        product = mask.map(this::maskedScores).orElse(shown);
        MatMul similar = (MatMul) definitions.get(scaled(product));
        queries = view(similar.left());
        keys = view(similar.right());
        values = view(mixed.right());
    }

    static boolean does(PlacedKernel kernel) {
        return kernel.nodes().size() > 1 && kernel.nodes().stream().anyMatch(node -> node.op() instanceof Softmax);
    }

    private static boolean isMask(Op op) {
        return op instanceof Select || op instanceof Binary binary && binary.kind() == Binary.Kind.ADD;
    }

    private Value maskedScores(Op op) {
        if (op instanceof Select select) {
            return select.left();
        }
        Binary sum = (Binary) op;
        return definitions.get(scaledOf(sum.left())) instanceof MatMul ? sum.left() : sum.right();
    }

    private Value scaledOf(Value value) {
        double before = scale;
        Value found = scaled(value);
        scale = before;
        return found;
    }

    /** What is scaled to {@code value}; the factor is added to the others. */
    private Value scaled(Value value) {
        Value at = value;
        while (definitions.get(at) instanceof Binary binary && binary.kind() != Binary.Kind.ADD) {
            boolean right = kernel.weights().contains(binary.right()) && binary.right().type().elements() == 1
                && binary.left().type().equals(binary.type());
            float factor = constants.apply(right ? binary.right() : binary.left()).floats()[0];
            scale = binary.kind() == Binary.Kind.DIV ? scale / factor : scale * factor;
            at = right ? binary.left() : binary.right();
        }
        return at;
    }

    private StridedView view(Value operand) {
        Value at = scaled(operand);
        return definitions.get(at) instanceof Transpose transpose ? view(transpose.input()).transposed(transpose.permutation())
            : StridedView.of(at);
    }

    /** (.., S, E) where it is written, whatever transpose follows. */
    StridedView result() {
        return result;
    }

    /** Of what the softmax is taken, (.., S, T). */
    TensorType scores() {
        return scores;
    }

    /** What makes the {@link #scores} of {@link #product} and others: a sum or a selection. */
    Optional<Op> mask() {
        return mask;
    }

    /** The scaled scores. */
    Value product() {
        return product;
    }

    /** (.., S, D). */
    StridedView queries() {
        return queries;
    }

    /** (.., D, T). */
    StridedView keys() {
        return keys;
    }

    /** (.., T, E). */
    StridedView values() {
        return values;
    }

    /** Of the scores before the mask. */
    float scale() {
        return (float) scale;
    }
}
