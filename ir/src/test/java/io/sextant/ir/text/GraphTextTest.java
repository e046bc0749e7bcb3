package io.sextant.ir.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.graph.GraphHash;
import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.OpSchema;
import io.sextant.ir.op.Pad;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.testing.RandomGraphs;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GraphTextTest {
    @Test
    void printsAConvolution() {
        assertEquals("""
            graph "small" {
              input %0: f32[1x4x1] "x"
              const %1: f32[3x1x8] = ...
              const %2: f32[8] = [0, 0.5, -1, 0.00001, 0, 0, 0, 2]
              %3: f32[1x2x8] = convolution(%0, %1, %2) strides=[2] padBefore=[1] padAfter=[1] dilations=[1] groups=1
              output %3 "y"
            }
            """, GraphText.print(small(), GraphText.Weights.ELIDED));
    }

    @Test
    void completeTextCarriesLargeConstants() {
        String text = GraphText.print(small());
        assertTrue(text.contains("const %1: f32[3x1x8] = base64 \"AACAPwAAgD8A"), text);
        assertEquals(GraphHash.content(small()), GraphHash.content(GraphText.parse(text)));
    }

    @Test
    void randomGraphsOfEveryOperatorReadBack() {
        Set<String> seen = new TreeSet<>();
        for (long seed = 100; seed < 160; seed++) {
            Graph graph = RandomGraphs.graph(seed, 15);
            graph.nodes().forEach(node -> seen.add(node.op().mnemonic()));
            String text = GraphText.print(graph);
            Graph back = GraphText.parse(text);
            assertEquals(text, GraphText.print(back));
            assertEquals(GraphHash.structure(graph), GraphHash.structure(back));
            assertEquals(GraphHash.content(graph), GraphHash.content(back));
            assertEquals(graph.name(), back.name());
            assertEquals(graph.inputs(), back.inputs());
            assertEquals(graph.nodes(), back.nodes());
            assertEquals(graph.outputs(), back.outputs());
            assertEquals(List.copyOf(graph.constants().keySet()), List.copyOf(back.constants().keySet()));
        }
        List<String> drawn = OpSchema.all().stream().map(OpSchema::mnemonic).toList().subList(0, 16);
        assertEquals(new TreeSet<>(drawn), seen);
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void constantsOfEveryTypeReadBack(DType dtype) {
        for (int elements : new int[] {1, 16, 17, 300}) {
            Graph graph = constant(numbered(new TensorType(dtype, Shape.of(elements))));
            assertEquals(GraphHash.content(graph), GraphHash.content(GraphText.parse(GraphText.print(graph))), dtype + " x" + elements);
        }
    }

    @Test
    void scalarsAndExtremeNumbersReadBack() {
        Graph graph = constant(Tensor.of(TensorType.f32(6), Float.MIN_VALUE, Float.MAX_VALUE, -0f, Float.NEGATIVE_INFINITY, Float.NaN, 0.1f));
        float[] back = GraphText.parse(GraphText.print(graph)).constants().values().iterator().next().floats();
        assertArrayEquals(new float[] {Float.MIN_VALUE, Float.MAX_VALUE, -0f, Float.NEGATIVE_INFINITY, Float.NaN, 0.1f}, back);
        Graph scalar = constant(Tensor.of(TensorType.f32(), 3));
        assertTrue(GraphText.print(scalar).contains("f32[] = [3]"));
        assertEquals(GraphHash.content(scalar), GraphHash.content(GraphText.parse(GraphText.print(scalar))));
    }

    /** An f16 is written as the shortest decimal that rounds to it. */
    @Test
    void narrowFloatsAreShort() {
        Graph graph = constant(Tensor.rounded(new TensorType(DType.F16, Shape.of(4)), 0.1f, 1f / 3, 65504, 6e-8f));
        assertTrue(GraphText.print(graph).contains("f16[4] = [0.1, 0.3333, 65500, 0.00000006]"), GraphText.print(graph));
        assertEquals(GraphHash.content(graph), GraphHash.content(GraphText.parse(GraphText.print(graph))));
    }

    @Test
    void elementTypesAreAttributes() {
        String text = "graph \"types\" {\n  input %0: f32[2x3] \"x\"\n  const %1: f16[3] = [0.1, 1, 2]\n  const %2: i4[3] = [-8, 0, 7]\n"
            + "  %3: f16[2x3] = cast(%0) dtype=f16\n  %4: i4[2x3] = quantize(%3, %1, %2) axis=1\n"
            + "  %5: f16[2x3] = dequantize(%4, %1, %2) axis=1\n  output %5 \"y\"\n}\n";
        assertEquals(text, GraphText.print(GraphText.parse(text)));
    }

    @Test
    void attributesMayBeInfinite() {
        GraphBuilder builder = new GraphBuilder("border");
        Value x = builder.input("x", TensorType.f32(2));
        Graph graph = builder.output("y", builder.add(new Pad(x, List.of(1), List.of(0), Float.NEGATIVE_INFINITY))).build();
        assertEquals(graph.nodes(), GraphText.parse(GraphText.print(graph)).nodes());
    }

    @Test
    void namesOfAnyCharactersReadBack() {
        String name = "a \"quoted\" \\ name\n with 日本 \ud83d\ude00 and \u0000 \\u0041";
        GraphBuilder builder = new GraphBuilder(name);
        Graph graph = builder.output(name, builder.input(name, TensorType.f32(1))).build();
        String text = GraphText.print(graph);
        Graph back = GraphText.parse(text);
        assertEquals(List.of(name, name, name), List.of(back.name(), back.inputs().get(0).name(), back.outputs().get(0).name()));
        assertEquals(4, text.lines().count());
    }

    @Test
    void layoutCommentsAndOrderOfAttributesAreFree() {
        Graph graph = GraphText.parse("# a header\ngraph\"g\"{input%0:f32[2x3]\"x\";;%1:\nf32[3x2]=transpose(%0)permutation=[1,0]#turn\r\n"
            + "\t%2: f32[2x2] = slice( %1 ) steps=[1,1] ends=[2,2] starts=[0,0] output %2 \"y\" } # the end");
        assertEquals(2, graph.nodes().size());
        assertEquals(TensorType.f32(2, 2), graph.outputs().get(0).value().type());
    }

    @Test
    void statementsMayLeaveOutElementsAndNames() {
        String text = "skipped input %0: f32[1x3]; const %1: f32[3x2]; %2: f32[1x2] = dense(%0, %1, _); output %2";
        Graph graph = GraphText.parseStatements("body", text, "skipped".length());
        assertEquals("body", graph.name());
        assertArrayEquals(new float[6], graph.constants().values().iterator().next().floats());
        assertFalse(graph.outputs().get(0).name().isBlank());
    }

    private static Graph small() {
        GraphBuilder builder = new GraphBuilder("small");
        Value x = builder.input("x", TensorType.f32(1, 4, 1));
        Value filter = builder.constant(Tensor.filled(TensorType.f32(3, 1, 8), 1));
        Value bias = builder.constant(Tensor.of(TensorType.f32(8), 0, 0.5f, -1, 1e-5f, 0, 0, 0, 2));
        Value y = builder.add(new Convolution(x, filter, Optional.of(bias), List.of(2), List.of(1), List.of(1), List.of(1), 1));
        return builder.output("y", y).build();
    }

    private static Graph constant(Tensor tensor) {
        GraphBuilder builder = new GraphBuilder("constant");
        return builder.output("y", builder.constant(tensor)).build();
    }

    private static Tensor numbered(TensorType type) {
        int count = type.elements();
        if (type.dtype().isFloating()) {
            return Tensor.random(type, 1, 3);
        }
        int least = (int) Math.max(-100, type.dtype().least());
        int range = (int) Math.min(100, type.dtype().greatest()) - least + 1;
        int[] numbers = IntStream.range(0, count).map(i -> least + i * 7 % range).toArray();
        return switch (type.dtype().storage()) {
            case FLOATS -> throw new AssertionError(type);
            case LONGS -> Tensor.ofLongs(type, Arrays.stream(numbers).mapToLong(i -> i * 10_000_000_000L).toArray());
            case INTS -> Tensor.ofInts(type, numbers);
        };
    }
}
