package io.sextant.ir.rewrite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.interpret.Interpreter;
import io.sextant.ir.op.Requantize;
import io.sextant.ir.op.Rounding;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Quantisation;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComposeRequantizesTest {
    private static final Pipeline PIPELINE = Pipeline.of("composed", new ComposeRequantizes());

    private static TensorType i16(float scale) {
        return new TensorType(DType.I16, Shape.of(4)).quantised(Quantisation.perTensor(scale, 0));
    }

    private static Graph throughReals(TensorType from, TensorType to) {
        GraphBuilder builder = new GraphBuilder("twice");
        Value real = builder.add(new Requantize(builder.input("q", from), from.real(), Rounding.QDQ));
        return builder.output("r", builder.add(new Requantize(real, to, Rounding.QDQ))).build();
    }

    private static void assertComposed(int nodes, TensorType from, TensorType to) {
        Graph graph = throughReals(from, to);
        Graph composed = PIPELINE.run(graph).graph();
        assertEquals(nodes, composed.nodes().size());
        List<Tensor> input = List.of(Tensor.ofInts(from, -32768, -7, 3, 32767));
        assertArrayEquals(Interpreter.run(graph, input).get(0).ints(), Interpreter.run(composed, input).get(0).ints());
    }

    @Test
    void twoBecomeOneOrNone() {
        assertComposed(0, i16(0.1f), i16(0.1f));
        assertComposed(1, i16(0.1f), i16(0.3f));
    }

    @Test
    void theyStayWhereTheRealNumbersAreInfinite() {
        assertComposed(2, i16(Float.MAX_VALUE / 100), i16(Float.MAX_VALUE / 100));
    }

    @Test
    void scalesAreAsGreatAsTheyMayBe() {
        assertComposed(0, i16(Float.MAX_VALUE / 65535), i16(Float.MAX_VALUE / 65535));
        assertComposed(0, i16(Float.MIN_VALUE), i16(Float.MIN_VALUE));
    }
}
