package io.sextant.ir.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.interpret.Interpreter;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.tensor.TensorBytes;
import io.sextant.ir.testing.RandomGraphs;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs kernels one after the other, by their bodies. */
final class KernelRun {
    private KernelRun() {
    }

    /** That the kernels, in their order, compute what the graph does. */
    static void assertComputes(Graph graph, List<PlacedKernel> kernels, long seed) {
        Map<Value, Tensor> expected = Interpreter.values(graph, RandomGraphs.inputs(graph, seed));
        Map<Value, Tensor> values = new HashMap<>(graph.constants());
        graph.inputs().forEach(input -> values.put(input.value(), expected.get(input.value())));
        kernels.forEach(kernel -> values.put(kernel.result(), run(kernel, values)));
        graph.outputs().forEach(output -> assertSame(expected.get(output.value()), values.get(output.value())));
    }

    private static Tensor run(PlacedKernel placed, Map<Value, Tensor> values) {
        Graph body = placed.kernel().body();
        Map<Value, Tensor> weights = new HashMap<>();
        List<Value> constants = List.copyOf(body.constants().keySet());
        for (int i = 0; i < constants.size(); i++) {
            weights.put(constants.get(i), values.get(placed.weights().get(i)));
        }
        return Interpreter.run(body.withConstants(weights), placed.inputs().stream().map(values::get).toList()).get(0);
    }

    private static void assertSame(Tensor expected, Tensor actual) {
        assertEquals(expected.type(), actual.type());
        assertArrayEquals(TensorBytes.of(expected), TensorBytes.of(actual));
    }
}
