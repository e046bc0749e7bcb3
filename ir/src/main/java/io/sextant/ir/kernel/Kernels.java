package io.sextant.ir.kernel;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.Node;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Takes graphs apart into the kernels that a backend makes of them. */
public final class Kernels {
    private final Graph graph;
    private final Fusion fusion;
    private final Uses uses;

    private Kernels(Graph graph, Fusion fusion) {
        this.graph = graph;
        this.fusion = fusion;
        this.uses = new Uses(graph);
    }

    /**
     * The kernels of {@code graph}, in an order in which they can run; every node is in exactly one. Regions come before chains. Where two
     * producers could take a shared follower (the addends of a residual), the first in graph order does.
     */
    public static List<PlacedKernel> of(Graph graph, Fusion fusion) {
        return new Kernels(graph, fusion).all();
    }

    /**
     * The rule of a region that may begin in {@code part} and go on in another graph that takes the part's result; empty if none does.
     * Chains are not looked at.
     */
    public static Optional<RegionRule> open(Graph part, Fusion fusion) {
        Uses uses = new Uses(part);
        return fusion.regions().stream().filter(rule -> rule.region().expands()
            && part.outputs().stream().anyMatch(output -> new ExpansionMatch(rule, uses).isWithin(output.value()))).findFirst();
    }

    private List<PlacedKernel> all() {
        Map<Value, List<Node>> byResult = new HashMap<>();
        for (RegionRule region : fusion.regions()) {
            for (Node node : graph.nodes()) {
                if (!uses.isTaken(node)) {
                    RegionMatch.endingWith(node, region, uses).ifPresent(nodes -> take(nodes, byResult));
                }
            }
        }
        for (Node node : graph.nodes()) {
            if (!uses.isTaken(node)) {
                take(longestChain(node), byResult);
            }
        }
        return graph.nodes().stream().map(node -> byResult.get(node.result())).filter(Objects::nonNull).map(this::placed).toList();
    }

    private void take(List<Node> nodes, Map<Value, List<Node>> byResult) {
        uses.take(nodes);
        byResult.put(nodes.get(nodes.size() - 1).result(), nodes);
    }

    private PlacedKernel placed(List<Node> nodes) {
        CanonicalBody body = CanonicalBody.of(nodes, graph::isConstant);
        return new PlacedKernel(Kernel.of(body), nodes, body.inputs(), body.constants());
    }

    private List<Node> longestChain(Node first) {
        List<Node> longest = List.of(first);
        for (Fusion.Chain chain : fusion.chains()) {
            if (chain.first().matches(first.op())) {
                List<Node> candidate = chain(first, chain.followers());
                longest = candidate.size() > longest.size() ? candidate : longest;
            }
        }
        return longest;
    }

    private List<Node> chain(Node first, List<Step> followers) {
        List<Node> chain = new ArrayList<>(List.of(first));
        for (Step step : followers) {
            Value value = chain.get(chain.size() - 1).result();
            uses.onlyConsumer(value).filter(node -> step.matches(node.op()) && joins(value, node)).ifPresent(chain::add);
        }
        return chain;
    }

    private boolean joins(Value value, Node follower) {
        if (follower.op() instanceof Binary binary) {
            Value other = binary.left().equals(value) ? binary.right() : binary.left();
            boolean fits = graph.isConstant(other) || other.type().equals(value.type());
            return fits && binary.type().equals(value.type());
        }
        return follower.op().operands().get(0).equals(value);
    }
}
