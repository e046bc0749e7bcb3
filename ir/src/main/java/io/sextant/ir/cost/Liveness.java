package io.sextant.ir.cost;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.Node;
import io.sextant.ir.graph.Port;
import io.sextant.ir.op.Value;
import java.util.HashMap;
import java.util.Map;

/** When activations are alive: from the node that makes them (inputs: the start) to the last that uses them (outputs: the end). */
final class Liveness {
    private Liveness() {
    }

    /** Bytes alive at the start, when only inputs are there, and while each node runs. */
    static long[] bytes(Graph graph) {
        int count = graph.nodes().size();
        Map<Value, Integer> lastUse = lastUse(graph);
        long[] change = new long[count + 2];
        graph.inputs().forEach(input -> alive(change, input.value(), 0, lastUse.getOrDefault(input.value(), 0)));
        for (int i = 0; i < count; i++) {
            Value result = graph.nodes().get(i).result();
            alive(change, result, i + 1, lastUse.getOrDefault(result, i + 1));
        }
        long[] live = new long[count + 1];
        long bytes = 0;
        for (int step = 0; step <= count; step++) {
            bytes += change[step];
            live[step] = bytes;
        }
        return live;
    }

    /** The step of the last use of each value; node i runs in step i + 1. */
    private static Map<Value, Integer> lastUse(Graph graph) {
        Map<Value, Integer> lastUse = new HashMap<>();
        int step = 0;
        for (Node node : graph.nodes()) {
            step++;
            for (Value operand : node.op().operands()) {
                lastUse.put(operand, step);
            }
        }
        for (Port output : graph.outputs()) {
            lastUse.put(output.value(), step);
        }
        return lastUse;
    }

    private static void alive(long[] change, Value value, int first, int last) {
        change[first] += value.type().bytes();
        change[last + 1] -= value.type().bytes();
    }
}
