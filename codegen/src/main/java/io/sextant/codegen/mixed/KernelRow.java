package io.sextant.codegen.mixed;

import io.sextant.device.measure.LayerProfile;
import io.sextant.device.measure.LayerTime;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.Node;
import io.sextant.ir.graph.Port;
import io.sextant.ir.kernel.Fusion;
import io.sextant.ir.kernel.Kernels;
import io.sextant.ir.kernel.PlacedKernel;
import io.sextant.ir.op.Value;
import io.sextant.ir.quantize.form.SpellOutQuantisation;
import io.sextant.ir.type.DType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The kernels of a graph in an order in which they can run; programs are cut between them.
 *
 * @param graph as backends want it, after rewriting
 */
public record KernelRow(Graph graph, List<PlacedKernel> kernels) {
    public KernelRow {
        kernels = List.copyOf(kernels);
    }

    public static KernelRow of(Graph graph, Fusion fusion) {
        return new KernelRow(graph, Kernels.of(graph, fusion));
    }

    /** Why a graph cannot be cut; empty if it can. */
    public static Optional<String> whyWhole(Graph graph) {
        if (SpellOutQuantisation.isQuantised(graph)) {
            return Optional.of("the model computes on quantised integers");
        }
        if (Stream.concat(graph.inputs().stream(), graph.outputs().stream()).anyMatch(port -> port.value().type().dtype() != DType.F32)) {
            return Optional.of("not all inputs and outputs of the model are f32");
        }
        Set<Value> made = new HashSet<>();
        graph.nodes().forEach(node -> made.add(node.result()));
        if (graph.outputs().stream().anyMatch(port -> !made.contains(port.value()))) {
            return Optional.of("an output of the model is made by no operator");
        }
        boolean empty = graph.nodes().stream().anyMatch(node -> node.result().type().elements() == 0)
            || graph.inputs().stream().anyMatch(port -> port.value().type().elements() == 0);
        return empty ? Optional.of("the model has empty tensors") : Optional.empty();
    }

    /** The nodes of kernels {@code from} up to {@code to}, in the graph's order. */
    public List<Node> nodes(int from, int to) {
        Set<Node> members = new HashSet<>();
        kernels.subList(from, to).forEach(kernel -> members.addAll(kernel.nodes()));
        return graph.nodes().stream().filter(members::contains).toList();
    }

    /** For each kernel, the bytes of values that were made before it and are used by it or after it. */
    long[] liveBytes() {
        Map<Value, Integer> madeBy = new HashMap<>();
        Map<Value, Integer> lastUse = new HashMap<>();
        for (int i = 0; i < kernels.size(); i++) {
            for (Value input : kernels.get(i).inputs()) {
                lastUse.put(input, i);
            }
            madeBy.put(kernels.get(i).result(), i);
        }
        long[] bytes = new long[kernels.size()];
        madeBy.forEach((value, maker) -> {
            for (int i = maker + 1; i <= lastUse.getOrDefault(value, maker); i++) {
                bytes[i] += value.type().bytes();
            }
        });
        return bytes;
    }

    /**
     * The time of each kernel as a backend takes it, which may fuse otherwise: the time of what it makes of several kernels counts for
     * that of its first node, and what belongs to no kernel, such as changes of layout, for the kernel before it.
     *
     * @param from the first kernel that was profiled, {@code to} the one behind the last; all others take forever
     */
    public double[] times(LayerProfile profile, int from, int to) {
        Map<Value, Integer> places = new HashMap<>();
        double[] nanos = new double[kernels.size()];
        for (int i = 0; i < kernels.size(); i++) {
            for (Node node : kernels.get(i).nodes()) {
                places.put(node.result(), i);
            }
            nanos[i] = i >= from && i < to ? 0 : Double.POSITIVE_INFINITY;
        }
        int place = from;
        for (LayerTime layer : profile.layers()) {
            place = layer.kernel().map(kernel -> places.get(kernel.nodes().get(0).result())).orElse(place);
            nanos[place] += layer.medianNs();
        }
        return nanos;
    }

    /** With an engine for each kernel; neighbours that have the same become one stretch. */
    public Partition partition(List<Engine> engines) {
        List<Partition.Stretch> stretches = new ArrayList<>();
        int from = 0;
        for (int to = 1; to <= kernels.size(); to++) {
            if (to == kernels.size() || engines.get(to) != engines.get(from)) {
                stretches.add(new Partition.Stretch(engines.get(from), nodes(from, to)));
                from = to;
            }
        }
        return new Partition(graph, stretches);
    }

    /** Kernels {@code from} up to {@code to} as a graph of their own, whose ports are named after the values. */
    public Graph cut(int from, int to) {
        List<Node> members = nodes(from, to);
        Set<Value> elsewhere = new HashSet<>();
        graph.nodes().stream().filter(node -> !members.contains(node)).forEach(node -> elsewhere.addAll(node.op().operands()));
        graph.outputs().stream().map(Port::value).forEach(elsewhere::add);
        return Cut.of(graph, members, elsewhere, value -> "v" + value.id());
    }
}
