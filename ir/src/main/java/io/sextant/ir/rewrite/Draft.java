package io.sextant.ir.rewrite;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.Node;
import io.sextant.ir.graph.Port;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.IllTyped;
import io.sextant.ir.type.TensorType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A graph while it is being rewritten, as rules see it: who defines a value, and who uses it. The order of nodes is settled when it is
 * finished; values that nothing touches keep their ids.
 */
public final class Draft {
    private final String name;
    private final List<Port> inputs;
    private final Set<Value> inputValues = new HashSet<>();
    private final List<Port> outputs;
    private final Map<Value, Tensor> constants;
    private final Map<Value, Node> nodes = new LinkedHashMap<>();
    private final Map<Value, Integer> places = new HashMap<>();
    /** How often each node, by its result, has a value as operand. */
    private final Map<Value, Map<Value, Integer>> users = new HashMap<>();
    /** How many operands and graph outputs each value is. */
    private final Map<Value, Integer> uses = new HashMap<>();
    private final Twins twins = new Twins();
    private final Map<Object, Value> firstConstants = new HashMap<>();
    private int nextId;

    Draft(Graph graph) {
        name = graph.name();
        inputs = graph.inputs();
        outputs = new ArrayList<>(graph.outputs());
        constants = new LinkedHashMap<>(graph.constants());
        inputs.forEach(input -> inputValues.add(input.value()));
        inputValues.forEach(this::taken);
        constants.keySet().forEach(this::taken);
        outputs.forEach(output -> uses.merge(output.value(), 1, Integer::sum));
        graph.nodes().forEach(node -> put(node, places.size()));
    }

    private void taken(Value value) {
        nextId = Math.max(nextId, Math.addExact(value.id(), 1));
    }

    private void put(Node node, int place) {
        taken(node.result());
        places.put(node.result(), place);
        nodes.put(node.result(), node);
        twins.add(node);
        node.op().operands().forEach(operand -> use(operand, node.result(), 1));
    }

    private void use(Value operand, Value user, int times) {
        uses.merge(operand, times, Integer::sum);
        users.computeIfAbsent(operand, v -> new LinkedHashMap<>(4))
            .merge(user, times, (before, more) -> before + more == 0 ? null : before + more);
    }

    /** The tensor of a constant. */
    public Optional<Tensor> constant(Value value) {
        return Optional.ofNullable(constants.get(value));
    }

    public boolean isConstant(Value value) {
        return constants.containsKey(value);
    }

    /** Whether all these values are constants. */
    public boolean areConstant(List<Value> values) {
        return values.stream().allMatch(this::isConstant);
    }

    /** The operator that makes {@code value}, if one of class {@code type} does. */
    public <T extends Op> Optional<T> definition(Value value, Class<T> type) {
        Node node = nodes.get(value);
        return node != null && type.isInstance(node.op()) ? Optional.of(type.cast(node.op())) : Optional.empty();
    }

    /** As {@link #definition}, if nothing but one operand of one node uses the value: what is built into its user is then gone. */
    public <T extends Op> Optional<T> onlyFor(Value value, Class<T> type) {
        return uses(value) == 1 ? definition(value, type) : Optional.empty();
    }

    /** How many operands and graph outputs are {@code value}. */
    public int uses(Value value) {
        return uses.getOrDefault(value, 0);
    }

    /** The result of another node that computes the same from the same operands. */
    Optional<Value> twin(Node node) {
        return twins.of(node).filter(nodes::containsKey);
    }

    /** The first constant that was asked for with this key. */
    Value firstWith(Object key, Value constant) {
        return firstConstants.merge(key, constant, (first, same) -> constants.containsKey(first) ? first : same);
    }

    /** A replacement to be filled; what is not used in the end leaves no trace. */
    public Filling fill() {
        return new Filling();
    }

    /** New constants and nodes for a replacement. */
    public final class Filling {
        private final Map<Value, Tensor> made = new LinkedHashMap<>();
        private final List<Node> added = new ArrayList<>();

        public Value constant(Tensor tensor) {
            Value value = new Value(nextId++, tensor.type());
            made.put(value, tensor);
            return value;
        }

        /** Adds an operator and returns its result. */
        public Value add(Op op) {
            Value value = new Value(nextId++, op.type());
            added.add(new Node(value, op));
            return value;
        }

        /** The replacement by {@code result}. */
        public Optional<Replacement> by(Value result) {
            return Optional.of(new Replacement(made, added, Optional.of(result)));
        }

        /** The replacement by one more operator. */
        public Optional<Replacement> by(Op op) {
            return by(add(op));
        }
    }

    Optional<Node> node(Value result) {
        return Optional.ofNullable(nodes.get(result));
    }

    /** The results of all nodes, operands before users; new nodes are where those were whose place they took. */
    List<Value> order() {
        Set<Value> done = new LinkedHashSet<>();
        List<Value> byPlace = new ArrayList<>(nodes.keySet());
        byPlace.sort(Comparator.comparing(places::get));
        byPlace.forEach(result -> arrange(result, done));
        return new ArrayList<>(done);
    }

    private void arrange(Value first, Set<Value> done) {
        Deque<Value> open = new ArrayDeque<>(List.of(first));
        int steps = 0;
        while (!open.isEmpty()) {
            Value value = open.peek();
            if (done.contains(value)) {
                open.pop();
                continue;
            }
            int before = open.size();
            for (Value operand : nodes.get(value).op().operands()) {
                if (nodes.containsKey(operand) && !done.contains(operand)) {
                    open.push(operand);
                }
            }
            if (open.size() == before) {
                done.add(open.pop());
            } else if (++steps > nodes.size()) {
                throw new IllTyped("graph G2: " + value + " depends on itself");
            }
        }
    }

    /**
     * Puts {@code replacement} in the place of {@code node}, and takes away what is then without use.
     *
     * @return the results of the new nodes
     * @throws IllTyped if the type of the result changes, or an operand is not there
     */
    List<Value> replace(Node node, Replacement replacement) {
        constants.putAll(replacement.constants());
        for (Node added : replacement.nodes()) {
            added.op().operands().forEach(operand -> requireDefined(operand, added.op().mnemonic()));
            put(added, places.get(node.result()));
        }
        replacement.result().ifPresent(result -> {
            requireDefined(result, "the replacement");
            IllTyped.unless(result.type().equals(node.result().type()), "graph G3", "a rewrite keeps the type, %s became %s", node,
                result);
            redirect(node.result(), result);
        });
        IllTyped.unless(uses(node.result()) == 0, "graph G2", "%s is in use and cannot be taken away", node);
        removeUnused(node.result());
        return replacement.nodes().stream().map(Node::result).filter(nodes::containsKey).toList();
    }

    private void requireDefined(Value value, String user) {
        boolean defined = nodes.containsKey(value) || constants.containsKey(value) || inputValues.contains(value);
        IllTyped.unless(defined, "graph G2", "%s uses %s, which is not there", user, value);
    }

    private void redirect(Value from, Value to) {
        Map<Value, Integer> moved = users.getOrDefault(from, Map.of());
        int asOutput = uses(from) - moved.values().stream().mapToInt(Integer::intValue).sum();
        users.remove(from);
        uses.remove(from);
        moved.forEach((user, times) -> {
            Node old = nodes.get(user);
            twins.remove(old);
            Node changed = new Node(user, old.op().mapOperands(operand -> operand.equals(from) ? to : operand));
            nodes.put(user, changed);
            twins.add(changed);
            use(to, user, times);
        });
        for (int i = 0; i < outputs.size() && asOutput > 0; i++) {
            if (outputs.get(i).value().equals(from)) {
                outputs.set(i, new Port(outputs.get(i).name(), to));
                uses.merge(to, 1, Integer::sum);
            }
        }
    }

    private void removeUnused(Value first) {
        Deque<Value> unused = new ArrayDeque<>(List.of(first));
        while (!unused.isEmpty()) {
            Value value = unused.pop();
            Node node = nodes.get(value);
            if (node != null && uses(value) == 0) {
                nodes.remove(value);
                twins.remove(node);
                for (Value operand : node.op().operands()) {
                    use(operand, value, -1);
                    unused.push(operand);
                }
            }
        }
    }

    /** The graph as it is now, without constants that nothing uses. */
    Graph graph() {
        Map<Value, Tensor> used = new LinkedHashMap<>(constants);
        used.keySet().removeIf(value -> uses(value) == 0);
        return new Graph(name, inputs, used, order().stream().map(nodes::get).toList(), outputs);
    }
}
