package io.sextant.ir.rewrite;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.Node;
import io.sextant.ir.graph.Port;
import io.sextant.ir.op.Concat;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Reshape;
import io.sextant.ir.op.Slice;
import io.sextant.ir.op.Transpose;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The same graph written otherwise: new ids and names, nodes and constants in another order, addends and factors exchanged, values
 * computed twice, and dead and identity nodes put in.
 */
final class Disguise {
    private final Graph original;
    private final SplittableRandom random;
    private final Map<Value, List<Value>> copies = new HashMap<>();
    private final List<Port> inputs = new ArrayList<>();
    private final List<Node> nodes = new ArrayList<>();
    private final Map<Value, Tensor> constants = new LinkedHashMap<>();
    private int next;

    Disguise(Graph original, long seed) {
        this.original = original;
        this.random = new SplittableRandom(seed);
    }

    Graph graph() {
        next = random.nextInt(50);
        for (Port input : original.inputs()) {
            Value value = new Value(next++, input.value().type());
            inputs.add(new Port("renamed " + input.name(), value));
            copies.put(input.value(), List.of(value));
        }
        List<Value> shuffled = new ArrayList<>(original.constants().keySet());
        Collections.shuffle(shuffled, new Random(random.nextLong()));
        for (Value constant : shuffled) {
            Value value = new Value(next++, constant.type());
            constants.put(value, original.constants().get(constant));
            copies.put(constant, List.of(value));
        }
        constants.put(new Value(next, inputs.get(0).value().type()), Tensor.zeros(inputs.get(0).value().type()));
        next++;
        List<Node> open = new ArrayList<>(original.nodes());
        while (!open.isEmpty()) {
            List<Node> ready = open.stream().filter(node -> copies.keySet().containsAll(node.op().operands())).toList();
            Node node = ready.get(random.nextInt(ready.size()));
            open.remove(node);
            write(node);
        }
        List<Port> outputs = original.outputs().stream().map(output -> new Port("renamed " + output.name(), use(output.value()))).toList();
        return new Graph("another name", inputs, constants, nodes, outputs);
    }

    private void write(Node node) {
        List<Value> made = new ArrayList<>(List.of(add(exchanged(node.op().mapOperands(this::use)))));
        if (random.nextInt(3) == 0) {
            made.add(add(exchanged(node.op().mapOperands(this::use))));
        }
        if (random.nextInt(3) == 0) {
            made.add(identity(made.get(0)));
        }
        if (random.nextInt(4) == 0) {
            add(new Reshape(made.get(0), List.of(node.result().type().elements())));
        }
        copies.put(node.result(), made);
    }

    private Value use(Value value) {
        List<Value> same = copies.get(value);
        return same.get(random.nextInt(same.size()));
    }

    private Value add(Op op) {
        next += random.nextInt(3);
        Value value = new Value(next++, op.type());
        nodes.add(new Node(value, op));
        return value;
    }

    private Op exchanged(Op op) {
        return Commuting.is(op) && random.nextBoolean() ? Commuting.exchanged(op) : op;
    }

    private Value identity(Value x) {
        List<Integer> dims = x.type().shape().dims();
        if (dims.isEmpty()) {
            return add(new Reshape(x, dims));
        }
        return switch (random.nextInt(4)) {
            case 0 -> add(new Reshape(add(new Reshape(x, List.of(x.type().elements()))), dims));
            case 1 -> add(new Concat(List.of(x), random.nextInt(dims.size())));
            case 2 -> add(new Slice(x, Collections.nCopies(dims.size(), 0), dims, Collections.nCopies(dims.size(), 1)));
            default -> add(new Transpose(add(new Transpose(x, reversed(dims.size()))), reversed(dims.size())));
        };
    }

    private static List<Integer> reversed(int rank) {
        return IntStream.range(0, rank).mapToObj(i -> rank - 1 - i).toList();
    }
}
