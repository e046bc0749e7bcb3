package io.sextant.ir.quantize.form;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.ir.generate.GraphGenerator;
import io.sextant.ir.generate.Sample;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.interpret.Interpreter;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Quantized;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.text.GraphText;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SpellOutQuantisationTest {
    private static final int CASES = 10;

    static Stream<Class<? extends Op>> operators() {
        return Quantized.OPERATORS.stream().sorted(Comparator.comparing(Class::getSimpleName));
    }

    @ParameterizedTest
    @MethodSource("operators")
    void bothFormsComputeTheSameUpToOneStep(Class<? extends Op> operator) {
        for (int seed = 0; seed < CASES; seed++) {
            Sample sample = GraphGenerator.quantized(seed, operator);
            for (Graph form : List.of(SpellOutQuantisation.of(sample.graph()), SpellOutQuantisation.unsigned(sample.graph()).graph())) {
                assertFalse(SpellOutQuantisation.isQuantised(form), () -> GraphText.print(form));
                List<Tensor> bare = sample.inputs().stream().map(input -> input.reshaped(input.type().bare())).toList();
                int[] expected = Interpreter.run(sample.graph(), sample.inputs()).get(0).ints();
                int[] actual = Interpreter.run(form, bare).get(0).ints();
                for (int i = 0; i < expected.length; i++) {
                    assertTrue(Math.abs(expected[i] - actual[i]) <= 1, () -> GraphText.print(sample.graph()));
                }
            }
        }
    }

    @Test
    void unsignedActivationsStandForTheSameNumbers() {
        Graph graph = GraphText.parse("""
            graph "cast" {
              input %0: i8[4]<0.5:-3> "x"
              %1: i8[4]<0.5:-3> = slice(%0) starts=[0] ends=[4] steps=[1]
              %2: i32[4] = cast(%1) dtype=i32
              %3: i8[6]<0.5:-3> = pad(%1) before=[1] after=[1] value=-3
              output %2 "integers"
              output %3 "padded"
            }
            """);
        Tensor input = Tensor.ofInts(graph.inputs().get(0).value().type(), -128, -3, 0, 127);
        List<Tensor> expected = Interpreter.run(graph, List.of(input));
        Graph unsigned = UnsignedActivations.of(graph).graph();
        assertTrue(unsigned.nodes().stream().anyMatch(node -> node.result().type().toString().equals("u8[4]<0.5:125>")),
            () -> GraphText.print(unsigned));
        List<Tensor> actual = Interpreter.run(unsigned, List.of(input));
        for (int i = 0; i < 2; i++) {
            assertArrayEquals(expected.get(i).ints(), actual.get(i).ints());
        }
    }

    @Test
    void whatIsNotQuantisedStaysTheSameObject() {
        Graph graph = GraphText.parse("""
            graph "real" {
              input %0: f32[4] "x"
              %1: f32[4] = unary(%0) kind=relu
              output %1 "y"
            }
            """);
        assertSame(graph, SpellOutQuantisation.of(graph));
    }
}
