package io.sextant.ir.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.TensorType;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class GraphHashTest {
    private static final TensorType TYPE = TensorType.f32(2, 3);

    @Test
    void idsNamesAndUnusedConstantsDoNotCount() {
        Graph plain = graph("a", "x", 1, builder -> { });
        Graph shifted = graph("b", "signal", 1, builder -> builder.constant(Tensor.zeros(TYPE)));
        assertEquals(GraphHash.structure(plain), GraphHash.structure(shifted));
        assertEquals(GraphHash.content(plain), GraphHash.content(shifted));
    }

    @Test
    void weightsCountForContentOnly() {
        Graph one = graph("a", "x", 1, builder -> { });
        Graph two = graph("a", "x", 2, builder -> { });
        assertEquals(GraphHash.structure(one), GraphHash.structure(two));
        assertNotEquals(GraphHash.content(one), GraphHash.content(two));
    }

    @Test
    void attributesAndTypesCount() {
        assertNotEquals(structure(TYPE, Unary.Kind.RELU), structure(TYPE, Unary.Kind.TANH));
        assertNotEquals(structure(TYPE, Unary.Kind.RELU), structure(TensorType.f32(3, 2), Unary.Kind.RELU));
    }

    @Test
    void constantsThatAreOutputsCount() {
        assertNotEquals(constantOutput(1), constantOutput(2));
    }

    @Test
    void structureIsStable() {
        assertEquals("43a89640", structure(TYPE, Unary.Kind.RELU).substring(0, 8));
    }

    private static String constantOutput(float value) {
        GraphBuilder builder = new GraphBuilder("constant");
        return GraphHash.content(builder.output("y", builder.constant(Tensor.filled(TYPE, value))).build());
    }

    private static String structure(TensorType type, Unary.Kind kind) {
        GraphBuilder builder = new GraphBuilder("unary");
        return GraphHash.structure(builder.output("y", builder.add(new Unary(builder.input("x", type), kind))).build());
    }

    private static Graph graph(String name, String port, float weight, Consumer<GraphBuilder> first) {
        GraphBuilder builder = new GraphBuilder(name);
        first.accept(builder);
        Value x = builder.input(port, TYPE);
        Value sum = builder.add(new Binary(x, builder.constant(Tensor.filled(TYPE, weight)), Binary.Kind.ADD));
        return builder.output("y", sum).build();
    }
}
