package io.sextant.ir.kernel;

import io.sextant.ir.graph.Node;
import io.sextant.ir.op.BatchNorm;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Clamp;
import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.LeakyRelu;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Finds {@link Region#INVERTED_RESIDUAL} and {@link Region#EXPAND_DEPTHWISE}. */
final class ExpansionMatch {
    private static final int SPATIAL_RANK = 4;
    private static final int MOST_AFFINE = 2;
    private static final Set<Unary.Kind> ACTIVATIONS = Set.of(Unary.Kind.RELU, Unary.Kind.RELU6, Unary.Kind.SIGMOID, Unary.Kind.SILU,
        Unary.Kind.HARD_SIGMOID, Unary.Kind.HARD_SWISH, Unary.Kind.TANH, Unary.Kind.GELU);

    private final RegionRule rule;
    private final Uses uses;

    ExpansionMatch(RegionRule rule, Uses uses) {
        this.rule = rule;
        this.uses = uses;
    }

    /** The region whose last convolution is {@code last}, with what follows it, operands before users; empty if there is none. */
    Optional<List<Node>> around(Node last) {
        if (!(last.op() instanceof Convolution convolution)) {
            return Optional.empty();
        }
        RegionMatch match = new RegionMatch(uses, convolution.input());
        boolean isWhole = rule.region() == Region.EXPAND_DEPTHWISE;
        boolean fits = isWhole ? isDepthwise(convolution) : isProjection(convolution) && depthwise(match);
        return fits && expanded(match) ? match.whole(last, List.of()).map(nodes -> withFollowers(nodes, isWhole)) : Optional.empty();
    }

    /** Whether {@code value} may lie within a region, users of the value being unknown. */
    boolean isWithin(Value value) {
        RegionMatch filtered = new RegionMatch(uses, value);
        return expanded(new RegionMatch(uses, value))
            || rule.region() == Region.INVERTED_RESIDUAL && depthwise(filtered) && expanded(filtered);
    }

    private boolean expanded(RegionMatch match) {
        return activation(match) && match.step(Convolution.class, this::isExpansion);
    }

    private boolean depthwise(RegionMatch match) {
        return activation(match) && match.step(Convolution.class, this::isDepthwise);
    }

    /** An activation, and what is affine before it. */
    private boolean activation(RegionMatch match) {
        boolean found = match.step(Unary.class, ExpansionMatch::isActivation) || match.step(Clamp.class, op -> true)
            || match.step(LeakyRelu.class, op -> true);
        for (int i = 0; i < MOST_AFFINE && (match.step(BatchNorm.class, this::isConstant) || match.step(Binary.class, this::isBias)); i++) {
            continue;
        }
        return found;
    }

    private boolean isExpansion(Convolution op) {
        return isConstant(op) && RegionMatch.isPointwise(op) && op.type().shape().last() > op.input().type().shape().last()
            && op.type().bytes() >= rule.spills();
    }

    private boolean isDepthwise(Convolution op) {
        return isConstant(op) && op.isDepthwise() && op.type().shape().last() == op.groups() && op.type().rank() == SPATIAL_RANK;
    }

    private boolean isProjection(Convolution op) {
        return isConstant(op) && RegionMatch.isPointwise(op) && op.type().shape().last() < op.input().type().shape().last();
    }

    private static boolean isActivation(Op op) {
        return op instanceof Unary unary && ACTIVATIONS.contains(unary.kind()) || op instanceof Clamp || op instanceof LeakyRelu;
    }

    /** A number for each channel, or one for all. */
    private boolean isBias(Binary op) {
        TensorType bias = op.right().type();
        boolean perChannel = bias.rank() > 0 && bias.elements() == bias.shape().last() && bias.elements() == op.type().shape().last();
        return op.kind() == Binary.Kind.ADD && uses.isConstant(op.right()) && op.type().equals(op.left().type())
            && (perChannel || bias.elements() == 1);
    }

    /** A sum of two activations. A constant of the result's type is none: kernels have such numbers for channels, not for rows. */
    private boolean isResidual(Op op) {
        return op instanceof Binary sum && sum.kind() == Binary.Kind.ADD && sum.left().type().equals(sum.type())
            && sum.right().type().equals(sum.type()) && !sum.left().equals(sum.right())
            && !uses.isConstant(sum.left()) && !uses.isConstant(sum.right());
    }

    /** All operands but the first. */
    private boolean isConstant(Op op) {
        return op.operands().stream().skip(1).allMatch(uses::isConstant);
    }

    private List<Node> withFollowers(List<Node> nodes, boolean isActivated) {
        List<Node> longer = new ArrayList<>(nodes);
        boolean more = true;
        for (int i = 0; i < MOST_AFFINE && more; i++) {
            more = follow(longer, op -> op instanceof BatchNorm norm && isConstant(norm) || op instanceof Binary sum && isBias(sum));
        }
        follow(longer, isActivated ? ExpansionMatch::isActivation : this::isResidual);
        return longer;
    }

    private boolean follow(List<Node> nodes, Predicate<Op> condition) {
        Value value = nodes.get(nodes.size() - 1).result();
        Optional<Node> next = uses.onlyConsumer(value).filter(node -> condition.test(node.op())
            && (isResidual(node.op()) || node.op().operands().get(0).equals(value)));
        next.ifPresent(nodes::add);
        return next.isPresent();
    }
}
