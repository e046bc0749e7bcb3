package io.sextant.ir.kernel;

import io.sextant.ir.graph.Node;
import io.sextant.ir.op.BatchNorm;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.Dense;
import io.sextant.ir.op.GlobalPool;
import io.sextant.ir.op.MatMul;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Pool;
import io.sextant.ir.op.Reduce;
import io.sextant.ir.op.Reshape;
import io.sextant.ir.op.Select;
import io.sextant.ir.op.Softmax;
import io.sextant.ir.op.Transpose;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Follows a {@link Region} from its last operator to what it is made of. Used once. */
final class RegionMatch {
    private static final int MOST_MOVES = 3;

    private final Uses uses;
    /** Users before their operands. */
    private final List<Node> nodes = new ArrayList<>();
    private Value at;

    RegionMatch(Uses uses, Value start) {
        this.uses = uses;
        this.at = start;
    }

    /** The nodes of the region that ends with {@code last}, or with what may follow it, operands before users; empty if none does. */
    static Optional<List<Node>> endingWith(Node last, RegionRule rule, Uses uses) {
        return switch (rule.region()) {
            case SQUEEZE_EXCITE -> squeezeExcite(last, uses);
            case ATTENTION -> attention(last, uses);
            case INVERTED_RESIDUAL, EXPAND_DEPTHWISE -> new ExpansionMatch(rule, uses).around(last);
        };
    }

    private static Optional<List<Node>> squeezeExcite(Node last, Uses uses) {
        if (!(last.op() instanceof Binary product) || product.kind() != Binary.Kind.MUL) {
            return Optional.empty();
        }
        return gated(last, product.right(), product.left(), uses).or(() -> gated(last, product.left(), product.right(), uses));
    }

    private static Optional<List<Node>> gated(Node last, Value gate, Value x, Uses uses) {
        RegionMatch match = new RegionMatch(uses, gate);
        boolean fits = x.type().equals(last.result().type()) && isFactorOfChannels(gate.type(), x.type()) && match.activatedLayer()
            && match.activatedLayer() && match.pool(x) && match.takesChannels(x.type().shape().last());
        return fits ? match.whole(last, List.of()) : Optional.empty();
    }

    /** One number for each channel of each image. */
    private static boolean isFactorOfChannels(TensorType gate, TensorType x) {
        int missing = x.rank() - gate.rank();
        return IntStream.range(0, x.rank() - 1).allMatch(axis -> (axis < missing ? 1 : gate.dim(axis - missing)) == (axis == 0 ? x.dim(0) : 1))
            && gate.rank() > 0 && gate.shape().last() == x.shape().last();
    }

    /** Whether reshapes between the layers leave each image's channels a row of their own. */
    private boolean takesChannels(int channels) {
        int expected = channels;
        for (Node node : nodes) {
            if (node.op() instanceof Dense || node.op() instanceof Convolution) {
                if (node.result().type().shape().last() != expected) {
                    return false;
                }
                expected = node.op().operands().get(0).type().shape().last();
            }
        }
        return expected == channels;
    }

    /** {@code act(batch_norm(layer(...)))}, the first of which is a single use of its operand. */
    private boolean activatedLayer() {
        reshapes();
        boolean activation = step(Unary.class, op -> true);
        reshapes();
        step(BatchNorm.class, this::hasConstants);
        return activation && (step(Dense.class, this::hasConstants) || step(Convolution.class, op -> hasConstants(op) && isPointwise(op)));
    }

    /** All operands but the first. */
    private boolean hasConstants(Op op) {
        return op.operands().stream().skip(1).allMatch(uses::isConstant);
    }

    static boolean isPointwise(Convolution op) {
        return op.groups() == 1 && op.kernel().stream().allMatch(extent -> extent == 1)
            && op.strides().stream().allMatch(stride -> stride == 1)
            && op.padBefore().stream().allMatch(pad -> pad == 0) && op.padAfter().stream().allMatch(pad -> pad == 0);
    }

    private boolean pool(Value x) {
        reshapes();
        boolean pooled = step(GlobalPool.class, op -> op.kind() == Pool.Kind.AVERAGE)
            || step(Reduce.class, op -> op.kind() == Reduce.Kind.MEAN
                && op.axes().equals(IntStream.range(1, op.input().type().rank() - 1).boxed().toList()));
        return pooled && at.equals(x);
    }

    private void reshapes() {
        for (int i = 0; i < MOST_MOVES && step(Reshape.class, op -> true); i++) {
            continue;
        }
    }

    private static Optional<List<Node>> attention(Node last, Uses uses) {
        if (!(last.op() instanceof MatMul mixed)) {
            return Optional.empty();
        }
        RegionMatch scores = new RegionMatch(uses, mixed.left());
        if (!scores.step(Softmax.class, op -> op.axis() == op.input().type().rank() - 1)) {
            return Optional.empty();
        }
        scores.mask();
        scores.scale();
        Optional<Node> product = uses.definition(scores.at).filter(node -> node.op() instanceof MatMul);
        if (product.isEmpty()) {
            return Optional.empty();
        }
        scores.nodes.add(product.get());
        List<Node> operands = new ArrayList<>(operand(mixed.right(), false, uses));
        operands.addAll(operand(((MatMul) product.get().op()).right(), true, uses));
        operands.addAll(operand(((MatMul) product.get().op()).left(), true, uses));
        return scores.whole(last, operands).map(nodes -> withTranspose(nodes, uses));
    }

    private static List<Node> withTranspose(List<Node> nodes, Uses uses) {
        Optional<Node> behind = uses.onlyConsumer(nodes.get(nodes.size() - 1).result()).filter(node -> node.op() instanceof Transpose);
        List<Node> longer = new ArrayList<>(nodes);
        behind.ifPresent(longer::add);
        return longer;
    }

    /** Transposes, and scales where those become the scores' own, that make an operand of a product for it alone. */
    private static List<Node> operand(Value value, boolean isScored, Uses uses) {
        RegionMatch match = new RegionMatch(uses, value);
        boolean more = true;
        for (int i = 0; i < MOST_MOVES && more && uses.onlyConsumer(match.at).isPresent(); i++) {
            more = match.step(Transpose.class, op -> true) || isScored && match.scale();
        }
        return match.nodes;
    }

    private void mask() {
        Value scores = at;
        boolean selected = step(Select.class, op -> op.type().equals(scores.type()));
        if (selected) {
            at = ((Select) nodes.get(nodes.size() - 1).op()).left();
            return;
        }
        Optional<Node> sum = uses.definition(scores).filter(node -> node.op() instanceof Binary op && op.kind() == Binary.Kind.ADD);
        if (sum.isPresent()) {
            Binary op = (Binary) sum.get().op();
            nodes.add(sum.get());
            at = isScore(op.left()) ? op.left() : op.right();
        }
    }

    private boolean isScore(Value value) {
        RegionMatch match = new RegionMatch(uses, value);
        match.scale();
        return uses.definition(match.at).filter(node -> node.op() instanceof MatMul).isPresent();
    }

    /** A product or quotient with a constant of one element. */
    private boolean scale() {
        Optional<Node> made = uses.definition(at).filter(node -> node.op() instanceof Binary);
        if (made.isEmpty()) {
            return false;
        }
        Binary op = (Binary) made.get().op();
        boolean right = isScalar(op.right()) && (op.kind() == Binary.Kind.MUL || op.kind() == Binary.Kind.DIV);
        boolean left = isScalar(op.left()) && op.kind() == Binary.Kind.MUL;
        Value other = right ? op.left() : op.right();
        if (!right && !left || !other.type().equals(op.type())) {
            return false;
        }
        nodes.add(made.get());
        at = other;
        return true;
    }

    private boolean isScalar(Value value) {
        return value.type().elements() == 1 && uses.isConstant(value);
    }

    /** Goes on to the first operand of what makes the present value, if that is such an operator. */
    <T extends Op> boolean step(Class<T> type, Predicate<T> condition) {
        Optional<Node> node = uses.definition(at).filter(made -> type.isInstance(made.op()) && condition.test(type.cast(made.op())));
        node.ifPresent(made -> {
            nodes.add(made);
            at = made.op().operands().get(0);
        });
        return node.isPresent();
    }

    /** All nodes with {@code last}, operands before users, if only they use what they make. */
    Optional<List<Node>> whole(Node last, List<Node> others) {
        List<Node> all = new ArrayList<>(List.of(last));
        all.addAll(nodes);
        all.addAll(others);
        HashSet<Node> set = new HashSet<>(all);
        boolean closed = set.size() == all.size()
            && all.stream().skip(1).allMatch(node -> uses.isInside(node.result(), set));
        List<Node> ordered = new ArrayList<>();
        if (closed) {
            arrange(last, set, ordered);
        }
        return closed ? Optional.of(ordered) : Optional.empty();
    }

    /** The order in which a kernel's text has them, whatever that of the graph. */
    private void arrange(Node node, HashSet<Node> open, List<Node> ordered) {
        open.remove(node);
        for (Value operand : node.op().operands()) {
            uses.definition(operand).filter(open::contains).ifPresent(made -> arrange(made, open, ordered));
        }
        ordered.add(node);
    }
}
