package io.sextant.ir.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.IllTyped;
import io.sextant.ir.type.TensorType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class GraphTest {
    private static final TensorType TYPE = TensorType.f32(2, 3);
    private static final Value X = new Value(0, TYPE);
    private static final Value W = new Value(1, TYPE);
    private static final Value Y = new Value(2, TYPE);
    private static final Node RELU = new Node(Y, new Unary(X, Unary.Kind.RELU));
    private static final List<Port> IN = List.of(new Port("x", X));
    private static final List<Port> OUT = List.of(new Port("y", Y));

    @Test
    void g1ValuesAreDefinedOnce() {
        refused("graph G1: ", () -> new Graph("g", List.of(new Port("a", X), new Port("b", X)), Map.of(), List.of(RELU), OUT));
        refused("graph G1: ", () -> new Graph("g", IN, Map.of(X, Tensor.zeros(TYPE)), List.of(RELU), OUT));
        refused("graph G1: ", () -> new Graph("g", IN, Map.of(), List.of(RELU, RELU), OUT));
    }

    @Test
    void g2OperandsAreDefinedBeforeWithTheirType() {
        refused("graph G2: ", () -> new Graph("g", List.of(), Map.of(), List.of(RELU), OUT));
        Value retyped = new Value(0, TensorType.f32(6));
        Node node = new Node(new Value(2, retyped.type()), new Unary(retyped, Unary.Kind.RELU));
        refused("graph G2: ", () -> new Graph("g", IN, Map.of(), List.of(node), List.of(new Port("y", node.result()))));
        Node later = new Node(new Value(3, TYPE), new Unary(Y, Unary.Kind.RELU));
        refused("graph G2: ", () -> new Graph("g", IN, Map.of(), List.of(later, RELU), OUT));
    }

    @Test
    void g3ResultsHaveTheInferredType() {
        Node node = new Node(new Value(2, TensorType.f32(6)), new Unary(X, Unary.Kind.RELU));
        refused("graph G3: ", () -> new Graph("g", IN, Map.of(), List.of(node), List.of(new Port("y", node.result()))));
    }

    @Test
    void g4ConstantsHaveTheTypeOfTheirValue() {
        refused("graph G4: ", () -> new Graph("g", IN, Map.of(W, Tensor.zeros(TensorType.f32(6))), List.of(RELU), OUT));
    }

    @Test
    void g5OutputsAreDefined() {
        refused("graph G5: ", () -> new Graph("g", IN, Map.of(), List.of(RELU), List.of()));
        refused("graph G5: ", () -> new Graph("g", IN, Map.of(), List.of(), OUT));
    }

    @Test
    void g6PortNamesAreUnique() {
        Port twin = new Port("y", X);
        refused("graph G6: ", () -> new Graph("g", IN, Map.of(), List.of(RELU), List.of(OUT.get(0), twin)));
        refused("graph G6: ", () -> new Graph("g", List.of(new Port("x", X), new Port("x", W)), Map.of(), List.of(RELU), OUT));
        refused("graph G6: ", () -> new Port(" ", X));
        assertEquals("x", new Graph("g", IN, Map.of(), List.of(), List.of(new Port("x", X))).outputs().get(0).name());
    }

    @Test
    void consumersAreListedOncePerUse() {
        Node square = new Node(new Value(3, TYPE), new Binary(X, X, Binary.Kind.MUL));
        Graph graph = new Graph("g", IN, Map.of(), List.of(RELU, square), OUT);
        assertEquals(List.of(RELU, square, square), graph.consumers().get(X));
    }

    @Test
    void withConstantsChangesDataOfConstantsOnly() {
        Graph graph = new Graph("g", IN, Map.of(W, Tensor.zeros(TYPE)), List.of(RELU), OUT);
        Graph changed = graph.withConstants(Map.of(W, Tensor.filled(TYPE, 2)));
        assertArrayEquals(new float[] {2, 2, 2, 2, 2, 2}, changed.constants().get(W).floats());
        assertThrows(IllegalArgumentException.class, () -> graph.withConstants(Map.of(X, Tensor.zeros(TYPE))));
        refused("graph G4: ", () -> graph.withConstants(Map.of(W, Tensor.zeros(TensorType.f32(6)))));
    }

    private static void refused(String prefix, Executable build) {
        String message = assertThrows(IllTyped.class, build).getMessage();
        assertTrue(message.startsWith(prefix), message);
    }
}
