package io.sextant.ir.kernel;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.Node;
import io.sextant.ir.graph.Port;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Takes graphs apart into the kernels that a backend makes of them. */
public final class Kernels {
    private final Graph graph;
    private final Fusion fusion;
    private final Map<Value, List<Node>> consumers;
    private final Set<Value> outputs;
    private final Set<Value> taken = new HashSet<>();

    private Kernels(Graph graph, Fusion fusion) {
        this.graph = graph;
        this.fusion = fusion;
        this.consumers = graph.consumers();
        this.outputs = graph.outputs().stream().map(Port::value).collect(Collectors.toSet());
    }

    /**
     * The kernels of {@code graph}, in an order in which they can run; every node is in exactly one. Where two producers could take a
     * shared follower (the addends of a residual), the first in graph order does.
     */
    public static List<PlacedKernel> of(Graph graph, Fusion fusion) {
        return new Kernels(graph, fusion).all();
    }

    private List<PlacedKernel> all() {
        Map<Value, List<Node>> byResult = new HashMap<>();
        for (Node node : graph.nodes()) {
            if (!taken.contains(node.result())) {
                List<Node> chain = longestChain(node);
                chain.forEach(member -> taken.add(member.result()));
                byResult.put(chain.get(chain.size() - 1).result(), chain);
            }
        }
        return graph.nodes().stream().map(node -> byResult.get(node.result())).filter(Objects::nonNull).map(this::placed).toList();
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
            onlyConsumer(value).filter(node -> step.matches(node.op()) && joins(value, node)).ifPresent(chain::add);
        }
        return chain;
    }

    /** The one use of {@code value}, if it is no graph output and no other kernel has that node. */
    private Optional<Node> onlyConsumer(Value value) {
        List<Node> users = consumers.getOrDefault(value, List.of());
        boolean only = users.size() == 1 && !outputs.contains(value) && !taken.contains(users.get(0).result());
        return only ? Optional.of(users.get(0)) : Optional.empty();
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
