package io.sextant.ir.check;

import io.sextant.ir.generate.Numbers;
import io.sextant.ir.generate.Sample;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.Node;
import io.sextant.ir.graph.Port;
import io.sextant.ir.interpret.Interpreter;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Samples that are a little smaller than a given one, the boldest first. None is empty, and each is smaller by one measure or other. */
final class Reductions {
    private final Sample sample;
    private final Graph graph;
    private final Map<Value, Tensor> tensors;

    Reductions(Sample sample) {
        this.sample = sample;
        this.graph = sample.graph();
        this.tensors = tensors(sample);
    }

    /** What the values hold; where the interpreter fails, of those before. */
    private static Map<Value, Tensor> tensors(Sample sample) {
        Map<Value, Tensor> tensors = new LinkedHashMap<>(sample.graph().constants());
        for (int i = 0; i < sample.inputs().size(); i++) {
            tensors.put(sample.graph().inputs().get(i).value(), sample.inputs().get(i));
        }
        for (Node node : sample.graph().nodes()) {
            try {
                tensors.put(node.result(), Interpreter.evaluate(node.op(), tensors::get));
            } catch (RuntimeException failing) {
                break;
            }
        }
        return tensors;
    }

    Stream<Sample> all() {
        return Stream.of(endingEarlier(), oneOutputLess(), oneDeadNodeLess(), cut(), bypassed(), simplerNumbers()).flatMap(samples -> samples);
    }

    /** One inner result as the only output. */
    private Stream<Sample> endingEarlier() {
        Set<Value> only = new HashSet<>(graph.outputs().stream().map(Port::value).toList());
        return graph.nodes().stream().map(Node::result).filter(result -> !(only.size() == 1 && only.contains(result)))
            .map(result -> with(neededFor(result), List.of(new Port("output", result)), Map.of()));
    }

    private Stream<Sample> oneOutputLess() {
        int count = graph.outputs().size();
        return IntStream.range(0, count > 1 ? count : 0).mapToObj(left -> {
            List<Port> outputs = new ArrayList<>(graph.outputs());
            outputs.remove(left);
            return with(graph.nodes(), outputs, Map.of());
        });
    }

    /** Without one of the results that nobody uses. */
    private Stream<Sample> oneDeadNodeLess() {
        Set<Value> used = new HashSet<>(graph.consumers().keySet());
        graph.outputs().forEach(output -> used.add(output.value()));
        return graph.nodes().stream().filter(node -> !used.contains(node.result()))
            .map(dead -> with(without(dead), graph.outputs(), Map.of()));
    }

    private List<Node> without(Node left) {
        return graph.nodes().stream().filter(node -> !node.equals(left)).toList();
    }

    /** An operator replaced by an input that holds its result. */
    private Stream<Sample> cut() {
        return graph.nodes().stream().filter(node -> graph.nodes().size() > 1 && tensors.containsKey(node.result()))
            .map(cut -> with(without(cut), graph.outputs(), Map.of(cut.result(), tensors.get(cut.result()))));
    }

    /** An operator left out, one of its operands of the same type in the place of its result. */
    private Stream<Sample> bypassed() {
        return graph.nodes().stream().filter(node -> graph.nodes().size() > 1).flatMap(node -> node.op().operands().stream().distinct()
            .filter(operand -> operand.type().equals(node.result().type())).map(operand -> bypassed(node, operand)));
    }

    private Sample bypassed(Node left, Value operand) {
        Function<Value, Value> map = value -> value.equals(left.result()) ? operand : value;
        List<Node> nodes = without(left).stream()
            .map(node -> new Node(node.result(), node.op().mapOperands(map::apply))).toList();
        return with(nodes, graph.outputs().stream().map(port -> new Port(port.name(), map.apply(port.value()))).toList(), Map.of());
    }

    /** An input of zeros, floating inputs and constants of ones; zeros as constants may be divisors, ones of integers no positions. */
    private Stream<Sample> simplerNumbers() {
        return Stream.concat(graph.inputs().stream().map(Port::value), graph.constants().keySet().stream())
            .filter(value -> !isSimple(tensors.get(value)))
            .flatMap(value -> Stream.concat(graph.isConstant(value) ? Stream.of() : Stream.of(Tensor.zeros(value.type())),
                value.type().dtype().isFloating() ? Stream.of(Tensor.filled(value.type(), 1)) : Stream.of())
                .map(tensor -> holding(value, tensor)));
    }

    private static boolean isSimple(Tensor tensor) {
        return IntStream.range(0, tensor.type().elements())
            .allMatch(i -> Numbers.element(tensor, i) == 0) || IntStream.range(0, tensor.type().elements())
            .allMatch(i -> Numbers.element(tensor, i) == 1);
    }

    private Sample holding(Value value, Tensor tensor) {
        if (graph.isConstant(value)) {
            return new Sample(sample.seed(), graph.withConstants(Map.of(value, tensor)), sample.inputs());
        }
        List<Tensor> inputs = IntStream.range(0, sample.inputs().size())
            .mapToObj(i -> graph.inputs().get(i).value().equals(value) ? tensor : sample.inputs().get(i)).toList();
        return new Sample(sample.seed(), graph, inputs);
    }

    private List<Node> neededFor(Value result) {
        Set<Value> needed = new HashSet<>(Set.of(result));
        List<Node> kept = new ArrayList<>();
        for (int i = graph.nodes().size() - 1; i >= 0; i--) {
            Node node = graph.nodes().get(i);
            if (needed.contains(node.result())) {
                kept.add(0, node);
                needed.addAll(node.op().operands());
            }
        }
        return kept;
    }

    /** A graph of these nodes, {@code added} being further inputs; inputs and constants that nobody needs are left out. */
    private Sample with(List<Node> nodes, List<Port> outputs, Map<Value, Tensor> added) {
        Set<Value> needed = new HashSet<>();
        outputs.forEach(port -> needed.add(port.value()));
        nodes.forEach(node -> needed.addAll(node.op().operands()));
        Map<Value, Tensor> constants = new LinkedHashMap<>(graph.constants());
        constants.keySet().retainAll(needed);
        List<Port> inputs = new ArrayList<>(graph.inputs());
        added.keySet().forEach(value -> inputs.add(new Port("cut" + value.id(), value)));
        inputs.removeIf(port -> !needed.contains(port.value()));
        List<Tensor> held = inputs.stream().map(port -> added.getOrDefault(port.value(), tensors.get(port.value()))).toList();
        return new Sample(sample.seed(), new Graph(graph.name(), inputs, constants, nodes, outputs), held);
    }
}
