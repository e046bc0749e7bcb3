package io.sextant.codegen.mixed;

import io.sextant.ir.digest.Sha256;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.Node;
import io.sextant.ir.graph.Port;
import io.sextant.ir.op.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/**
 * A graph taken apart into stretches that run one after the other.
 * <ul>
 * <li>P1: every node of the graph is in exactly one stretch, and no stretch is empty
 * <li>P2: a stretch takes values of the graph and of stretches before it only
 * </ul>
 *
 * @param graph after rewriting
 */
public record Partition(Graph graph, List<Stretch> stretches) {
    private static final int SHORT = 12;

    /** Nodes in the graph's order, and what runs them. */
    public record Stretch(Engine engine, List<Node> nodes) {
        public Stretch {
            nodes = List.copyOf(nodes);
        }
    }

    public Partition {
        stretches = List.copyOf(stretches);
        List<Node> all = stretches.stream().flatMap(stretch -> stretch.nodes().stream()).toList();
        if (all.size() != graph.nodes().size() || !Set.copyOf(all).equals(Set.copyOf(graph.nodes()))
            || stretches.stream().anyMatch(stretch -> stretch.nodes().isEmpty())) {
            throw new IllegalArgumentException("partition P1: " + graph.nodes().size() + " nodes are in one stretch each, got "
                + all.size() + " in " + stretches.size() + " stretches");
        }
        Set<Value> known = new HashSet<>(graph.constants().keySet());
        graph.inputs().forEach(port -> known.add(port.value()));
        for (Node node : all) {
            if (!known.containsAll(node.op().operands())) {
                throw new IllegalArgumentException("partition P2: " + node + " takes a value that no stretch has made before");
            }
            known.add(node.result());
        }
    }

    /** Values that go from stretch to stretch, into the graph or out of it, by which they are numbered: inputs first. */
    List<Value> handed() {
        List<Value> handed = new ArrayList<>(graph.inputs().stream().map(Port::value).distinct().toList());
        for (int i = 0; i < stretches.size(); i++) {
            Set<Value> taken = takenBeyond(i);
            stretches.get(i).nodes().stream().map(Node::result).filter(taken::contains).forEach(handed::add);
        }
        return handed;
    }

    /** Each stretch as a graph, its ports named after the place of their value among {@link #handed}. */
    List<Graph> graphs(IntFunction<String> names) {
        List<Value> handed = handed();
        Map<Value, Integer> numbers = new HashMap<>();
        handed.forEach(value -> numbers.put(value, numbers.size()));
        List<Graph> graphs = new ArrayList<>();
        for (int i = 0; i < stretches.size(); i++) {
            graphs.add(Cut.of(graph, stretches.get(i).nodes(), takenBeyond(i), value -> names.apply(numbers.get(value))));
        }
        return graphs;
    }

    private Set<Value> takenBeyond(int stretch) {
        Set<Value> taken = new HashSet<>();
        graph.outputs().stream().map(Port::value).forEach(taken::add);
        stretches.subList(stretch + 1, stretches.size()).forEach(later ->
            later.nodes().forEach(node -> taken.addAll(node.op().operands())));
        return taken;
    }

    /** Which node is run by which stretch, in twelve digits. */
    String digest() {
        Map<Node, Integer> places = new HashMap<>();
        graph.nodes().forEach(node -> places.put(node, places.size()));
        return Sha256.of(stretches.stream().map(stretch -> stretch.engine() + ":" + stretch.nodes().stream()
            .map(node -> String.valueOf(places.get(node))).collect(Collectors.joining(","))).collect(Collectors.joining(";")))
            .substring(0, SHORT);
    }

    /** In words: {@code c 12 operators, onnxruntime 3, c 40}. */
    public String words() {
        return stretches.stream().map(stretch -> stretch.engine().text() + " " + stretch.nodes().size())
            .collect(Collectors.joining(", ")).replaceFirst("([0-9]+)", "$1 operators");
    }
}
