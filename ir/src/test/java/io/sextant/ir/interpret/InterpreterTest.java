package io.sextant.ir.interpret;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.graph.Node;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.OpSchema;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.testing.RandomGraphs;
import io.sextant.ir.type.IllTyped;
import io.sextant.ir.type.TensorType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class InterpreterTest {
    private static final TensorType PAIR = TensorType.f32(2);

    @Test
    void givesOutputsInOrderAndEveryValue() {
        GraphBuilder builder = new GraphBuilder("two outputs");
        Value x = builder.input("x", PAIR);
        Value w = builder.constant(Tensor.of(PAIR, 10, -10));
        Value sum = builder.add(new Binary(x, w, Binary.Kind.ADD));
        Value relu = builder.add(new Unary(sum, Unary.Kind.RELU));
        Graph graph = builder.output("relu", relu).output("sum", sum).output("w", w).output("x", x).build();
        List<Tensor> inputs = List.of(Tensor.of(PAIR, 1, 2));
        List<Tensor> outputs = Interpreter.run(graph, inputs);
        assertArrayEquals(new float[] {11, 0}, outputs.get(0).floats());
        assertArrayEquals(new float[] {11, -8}, outputs.get(1).floats());
        assertArrayEquals(new float[] {10, -10}, outputs.get(2).floats());
        assertArrayEquals(new float[] {1, 2}, outputs.get(3).floats());
        Map<Value, Tensor> values = Interpreter.values(graph, inputs);
        assertEquals(List.of(x, w, sum, relu), List.copyOf(values.keySet()));
        assertArrayEquals(new float[] {11, -8}, values.get(sum).floats());
    }

    @Test
    void refusesInputsOfOtherTypeOrNumber() {
        GraphBuilder builder = new GraphBuilder("identity");
        Value x = builder.input("x", PAIR);
        Graph graph = builder.output("y", x).build();
        for (List<Tensor> inputs : List.of(List.<Tensor>of(), List.of(Tensor.zeros(TensorType.f32(3))))) {
            String message = assertThrows(IllTyped.class, () -> Interpreter.run(graph, inputs)).getMessage();
            assertTrue(message.startsWith("interpreter C1: "), message);
        }
    }

    @Test
    void randomGraphsOfEveryOperatorGiveTheTypesTheyInfer() {
        Set<String> seen = new TreeSet<>();
        for (long seed = 0; seed < 40; seed++) {
            Graph graph = RandomGraphs.graph(seed, 20);
            Map<Value, Tensor> values = Interpreter.values(graph, RandomGraphs.inputs(graph, seed));
            for (Node node : graph.nodes()) {
                seen.add(node.op().mnemonic());
                assertEquals(node.result().type(), values.get(node.result()).type());
            }
        }
        List<String> drawn = OpSchema.all().stream().map(OpSchema::mnemonic).toList().subList(0, 16);
        assertEquals(new TreeSet<>(drawn), seen);
    }
}
