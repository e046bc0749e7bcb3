package io.sextant.ir.rewrite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.graph.Node;
import io.sextant.ir.interpret.Interpreter;
import io.sextant.ir.op.Concat;
import io.sextant.ir.op.Dequantize;
import io.sextant.ir.op.Gather;
import io.sextant.ir.op.Quantize;
import io.sextant.ir.op.Slice;
import io.sextant.ir.op.Value;
import io.sextant.ir.quantize.form.SpellOutQuantisation;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.text.GraphText;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Operators with scales as operands, and quantised types. */
class RecogniseRequantizeTest {
    private static final String MOVED = """
        graph "moved" {
          input %%0: f32[2x3] "x"
          input %%1: bool[2x3] "condition"
          const %%2: i32[2] = [1,0]
          %%3: i8[2x3]<0.5:-3> = requantize(%%0) to=i8[2x3]<0.5:-3> rounding=qdq
          %%4: i8[%1$s]<0.5:-3> = %2$s
          %%5: f32[%1$s] = requantize(%%4) to=f32[%1$s] rounding=qdq
          output %%5 "y"
        }
        """;

    private static List<String> mnemonics(Graph graph) {
        return graph.nodes().stream().map(Node::op).map(op -> op.mnemonic()).toList();
    }

    /** Movements between quantising and dequantising, written out and read back. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"3x3 | pad(%3) before=[0,0] after=[1,0] value=-5", "2x3 | gather(%3, %2) axis=0",
        "2x3 | select(%1, %3, %3)"})
    void movementsComeBack(String shape, String movement) {
        Graph graph = GraphText.parse(String.format(MOVED, shape, movement));
        Graph back = Rewrites.QUANTISED.run(SpellOutQuantisation.of(graph)).graph();
        assertEquals(List.of("requantize", movement.split("\\(")[0], "requantize"), mnemonics(back), () -> GraphText.print(back));
        List<Tensor> inputs = List.of(Tensor.of(TensorType.f32(2, 3), -9, -1, 0.2f, 1, 2, 70),
            Tensor.ofInts(new TensorType(DType.BOOL, Shape.of(2, 3)), 0, 1, 0, 1, 1, 0));
        assertArrayEquals(Interpreter.run(graph, inputs).get(0).floats(), Interpreter.run(back, inputs).get(0).floats());
    }

    /** Where each step has its operand twice, there are 2^14 ways from the last to the first. */
    @Test
    void whatIsMovedByManyWaysIsVisitedOnce() {
        GraphBuilder builder = new GraphBuilder("ways");
        Value scale = builder.constant(Tensor.filled(TensorType.f32(), 0.5f));
        Value zero = builder.constant(Tensor.zeros(new TensorType(DType.I8, Shape.of())));
        Value moved = builder.add(new Quantize(builder.input("x", TensorType.f32(2)), scale, zero, 0));
        for (int i = 0; i < 14; i++) {
            moved = builder.add(new Slice(builder.add(new Concat(List.of(moved, moved), 0)), List.of(1), List.of(3), List.of(1)));
        }
        Graph graph = builder.output("y", builder.add(new Dequantize(moved, scale, zero, 0))).build();
        Graph typed = Pipeline.of("typed", new RecogniseRequantize()).run(graph).graph();
        assertEquals(30, typed.nodes().size(), "shared nodes stay shared");
        Proof.assertSameOutputs(graph, typed, 0, 1);
    }

    @Test
    void indicesThatAreDataTooStayWhatTheyAre() {
        GraphBuilder builder = new GraphBuilder("indices");
        Value scale = builder.constant(Tensor.filled(TensorType.f32(), 0.5f));
        Value zero = builder.constant(Tensor.zeros(new TensorType(DType.I32, Shape.of())));
        Value indices = builder.constant(Tensor.ofInts(new TensorType(DType.I32, Shape.of(2)), 1, 0));
        Value twice = builder.add(new Gather(indices, indices, 0));
        Graph graph = builder.output("y", builder.add(new Dequantize(twice, scale, zero, 0))).build();
        Proof.doesNotFire(new RecogniseRequantize(), graph);
    }

    @Test
    void scalesOnTwoAxesAreNotComposed() {
        Graph graph = GraphText.parse("""
            graph "axes" {
              input %0: i8[1x2]<0.5:0@0> "x"
              %1: f32[1x2] = requantize(%0) to=f32[1x2] rounding=qdq
              %2: i8[1x2]<0.5:0,0.25:0@1> = requantize(%1) to=i8[1x2]<0.5:0,0.25:0@1> rounding=qdq
              output %2 "y"
            }
            """);
        assertEquals(graph, Pipeline.of("composed", new ComposeRequantizes()).run(graph).graph());
    }
}
