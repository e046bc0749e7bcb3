package io.sextant.ir.rewrite;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.Node;
import io.sextant.ir.graph.Port;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.OpSchema;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** One change to what a graph computes. */
final class Mutation {
    /** What is changed. */
    enum Kind { ATTRIBUTE, WIRING, OUTPUT, WEIGHT }

    private final Graph graph;
    private final SplittableRandom random;

    private Mutation(Graph graph, long seed) {
        this.graph = graph;
        this.random = new SplittableRandom(seed);
    }

    /** {@code graph}, whose nodes are all of use, with one change; empty if there is nothing that can be changed so. */
    static Optional<Graph> of(Graph graph, Kind kind, long seed) {
        Mutation mutation = new Mutation(graph, seed);
        return switch (kind) {
            case ATTRIBUTE -> mutation.node(mutation::attribute);
            case WIRING -> mutation.node(mutation::wiring);
            case OUTPUT -> mutation.output();
            case WEIGHT -> mutation.weight();
        };
    }

    private interface Change {
        Optional<Op> of(Op op);
    }

    private Optional<Graph> node(Change change) {
        for (int tries = 0; tries < 20; tries++) {
            int index = random.nextInt(graph.nodes().size());
            Node node = graph.nodes().get(index);
            Optional<Op> changed = change.of(node.op()).filter(op -> op.type().equals(node.result().type()) && !op.equals(node.op()));
            if (changed.isPresent()) {
                List<Node> nodes = new ArrayList<>(graph.nodes());
                nodes.set(index, new Node(node.result(), changed.get()));
                return Optional.of(new Graph(graph.name(), graph.inputs(), graph.constants(), nodes, graph.outputs()));
            }
        }
        return Optional.empty();
    }

    private Optional<Op> attribute(Op op) {
        OpSchema schema = OpSchema.of(op.getClass());
        List<Object> components = new ArrayList<>(schema.components(op));
        int index = random.nextInt(components.size());
        components.set(index, changed(components.get(index)));
        try {
            return Optional.of(schema.create(components));
        } catch (IllegalArgumentException refused) {
            return Optional.empty();
        }
    }

    private Object changed(Object value) {
        if (value instanceof Enum<?> constant) {
            Object[] all = constant.getDeclaringClass().getEnumConstants();
            return all[random.nextInt(all.length)];
        }
        if (value instanceof Float number) {
            return number + 0.25f;
        }
        if (value instanceof Integer number) {
            return number + 1 - 2 * random.nextInt(2);
        }
        if (value instanceof Boolean flag) {
            return !flag;
        }
        return value instanceof List<?> list && !list.isEmpty() && list.get(0) instanceof Integer ? exchanged(list) : value;
    }

    private List<Object> exchanged(List<?> list) {
        List<Object> other = new ArrayList<>(list);
        int a = random.nextInt(list.size());
        int b = random.nextInt(list.size());
        other.set(a, list.get(b));
        other.set(b, list.get(a));
        return other;
    }

    /** Another value of the same type as operand, defined before; the one that was used keeps another use. */
    private Optional<Op> wiring(Op op) {
        Map<Value, Integer> uses = new HashMap<>();
        graph.nodes().forEach(node -> node.op().operands().forEach(operand -> uses.merge(operand, 1, Integer::sum)));
        graph.outputs().forEach(output -> uses.merge(output.value(), 1, Integer::sum));
        List<Value> operands = op.operands();
        Value operand = operands.get(random.nextInt(operands.size()));
        List<Value> defined = new ArrayList<>(graph.inputs().stream().map(Port::value).toList());
        for (Node node : graph.nodes()) {
            if (node.op() == op) {
                break;
            }
            defined.add(node.result());
        }
        List<Value> others = defined.stream().filter(value -> value.type().equals(operand.type()) && !value.equals(operand)).toList();
        return others.isEmpty() || uses.get(operand) < 2 ? Optional.empty()
            : Optional.of(op.mapOperands(v -> v.equals(operand) ? others.get(random.nextInt(others.size())) : v));
    }

    private Optional<Graph> output() {
        List<Port> outputs = new ArrayList<>(graph.outputs());
        int at = random.nextInt(outputs.size());
        List<Value> others = graph.nodes().stream().map(Node::result).filter(value -> !value.equals(outputs.get(at).value())).toList();
        if (others.isEmpty()) {
            return Optional.empty();
        }
        outputs.set(at, new Port(outputs.get(at).name(), others.get(random.nextInt(others.size()))));
        return Optional.of(new Graph(graph.name(), graph.inputs(), graph.constants(), graph.nodes(), outputs));
    }

    private Optional<Graph> weight() {
        List<Value> constants = graph.constants().keySet().stream().filter(value -> value.type().dtype() == DType.F32).toList();
        if (constants.isEmpty()) {
            return Optional.empty();
        }
        Value value = constants.get(random.nextInt(constants.size()));
        float[] elements = graph.constants().get(value).floats().clone();
        elements[random.nextInt(elements.length)] += 0.125f;
        Map<Value, Tensor> changed = new LinkedHashMap<>(Map.of(value, Tensor.of(value.type(), elements)));
        return Optional.of(graph.withConstants(changed));
    }
}
