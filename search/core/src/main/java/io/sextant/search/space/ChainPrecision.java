package io.sextant.search.space;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.graph.Node;
import io.sextant.ir.graph.Port;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Rounding;
import io.sextant.ir.op.Value;
import io.sextant.ir.quantize.Plan;
import io.sextant.ir.quantize.PostTraining;
import io.sextant.ir.quantize.Precision;
import io.sextant.ir.tensor.Tensor;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What each link of a network's chain computes with. The network itself is f32, which is how it is trained; this says how it is then
 * brought to integers.
 *
 * @param segments the links in order; none in a space without integers
 */
public record ChainPrecision(List<Segment> segments) {
    /** Of every network in a space without integers. */
    public static final ChainPrecision REAL = new ChainPrecision(List.of());

    /** @param nodes how many the link has in the network as {@link SearchSpace#lower} gives it */
    public record Segment(int nodes, Precision precision) {
    }

    /**
     * A network ready to be quantised.
     *
     * @param graph in f32, prepared ({@link PostTraining#prepared})
     * @param plan  which of its operators stay in f32
     */
    public record Planned(Graph graph, Plan plan) {
    }

    public ChainPrecision {
        segments = List.copyOf(segments);
    }

    /** Of a network that is of one precision throughout. */
    public static ChainPrecision throughout(Graph network, Precision precision) {
        return new ChainPrecision(List.of(new Segment(network.nodes().size(), precision)));
    }

    /** Whether nothing is on integers. */
    public boolean isReal() {
        return segments.stream().allMatch(segment -> segment.precision() == Precision.F32);
    }

    /**
     * The network as it runs on the device, with the kernels that it has once it is trained and calibrated; numbers of quantisation mean
     * nothing. The same object in a space without integers.
     */
    public Graph nominal(Graph network, Rounding rounding) {
        if (segments.isEmpty()) {
            return network;
        }
        Planned planned = planned(network, rounding);
        return PostTraining.nominal(planned.graph(), planned.plan()).graph();
    }

    /**
     * The network in the form that integers are made of. Each link is rewritten for itself, so that each operator belongs to one.
     *
     * @param network as it was lowered, with weights of any kind
     * @throws IllegalArgumentException if it has other nodes than the links
     */
    public Planned planned(Graph network, Rounding rounding) {
        if (segments.stream().mapToInt(Segment::nodes).sum() != network.nodes().size()) {
            throw new IllegalArgumentException("graph " + network.name() + " has " + network.nodes().size() + " nodes, the links "
                + segments);
        }
        Gluing gluing = new Gluing(network, rounding);
        Set<Integer> real = new LinkedHashSet<>();
        int from = 0;
        for (Segment segment : segments) {
            Set<Integer> results = gluing.append(network.nodes().subList(from, from + segment.nodes()));
            if (segment.precision() == Precision.F32) {
                real.addAll(results);
            }
            from += segment.nodes();
        }
        return new Planned(gluing.graph(), Plan.of(rounding).keeping(real));
    }

    /** Puts rewritten links together again. */
    private static final class Gluing {
        private final Graph network;
        private final Rounding rounding;
        private final GraphBuilder glued;
        /** What goes into the next link, in the network and in what is glued. */
        private Value incoming;
        private Value end;

        Gluing(Graph network, Rounding rounding) {
            this.network = network;
            this.rounding = rounding;
            this.glued = new GraphBuilder(network.name());
            this.incoming = network.inputs().get(0).value();
            this.end = glued.input(network.inputs().get(0).name(), incoming.type());
        }

        /** The ids of the results of the nodes that {@code nodes} became. */
        Set<Integer> append(List<Node> nodes) {
            Graph link = PostTraining.prepared(link(nodes), rounding);
            Map<Value, Value> places = new HashMap<>(Map.of(incoming, end));
            link.constants().forEach((value, tensor) -> places.put(value, glued.constant(tensor)));
            Set<Integer> results = new LinkedHashSet<>();
            for (Node node : link.nodes()) {
                Op op = node.op().mapOperands(places::get);
                Value result = glued.add(op);
                places.put(node.result(), result);
                results.add(result.id());
            }
            incoming = nodes.get(nodes.size() - 1).result();
            end = places.get(link.outputs().get(0).value());
            return results;
        }

        private Graph link(List<Node> nodes) {
            Map<Value, Tensor> constants = new LinkedHashMap<>();
            nodes.stream().flatMap(node -> node.op().operands().stream()).filter(network::isConstant)
                .forEach(value -> constants.put(value, network.constants().get(value)));
            return new Graph(network.name(), List.of(new Port("input", incoming)), constants, nodes,
                List.of(new Port("output", nodes.get(nodes.size() - 1).result())));
        }

        Graph graph() {
            return glued.output(network.outputs().get(0).name(), end).build();
        }
    }
}
