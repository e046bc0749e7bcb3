package io.sextant.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.interpret.Interpreter;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.TensorType;
import io.sextant.search.space.SearchSpace;
import io.sextant.search.space.SpaceFile;
import io.sextant.training.data.Samples;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ForwardTest {
    private static final int SAMPLES = 3;

    static Stream<Map.Entry<String, Graph>> graphs() {
        return SmallGraphs.all().entrySet().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("graphs")
    void agreesWithTheInterpreterOnEverySampleOfABatch(Map.Entry<String, Graph> named) {
        assertAgrees(named.getValue(), random(named.getValue(), SAMPLES), 1e-5f);
    }

    /** What a space may be made of beside inverted residuals. */
    @Test
    void agreesOnAttentionInASpace() {
        SearchSpace space = SpaceFile.parse("""
            name: attentive
            input: f32[1x40x1]
            classes: 10
            block: fused
            stem: {width: 8, kernel: 5, stride: 2, padding: valid, activation: relu}
            stages:
              - {width: 16, block: attention, stride: 1, activation: gelu, depth: 2, heads: [2, 4], expansion: 2}
            """, "attentive.yaml");
        for (int i = 0; i < space.size().intValue(); i++) {
            Graph graph = space.lower(space.at(BigInteger.valueOf(i)), 5);
            assertAgrees(graph, random(graph, SAMPLES), 1e-5f);
        }
    }

    static Samples random(Graph graph, int count) {
        int length = graph.inputs().get(0).value().type().elements();
        return new Samples(length, Tensor.random(TensorType.f32(count * length), 11, 2).floats(), new int[count]);
    }

    static void assertAgrees(Graph graph, Samples samples, float tolerance) {
        float[] all = GraphTrainer.logits(graph, samples);
        int outputs = all.length / samples.size();
        for (int i = 0; i < samples.size(); i++) {
            Tensor input = Tensor.of(graph.inputs().get(0).value().type(), samples.features(i));
            float[] expected = Interpreter.run(graph, List.of(input)).get(0).floats();
            float[] actual = Arrays.copyOfRange(all, i * outputs, (i + 1) * outputs);
            assertArrayEquals(expected, actual, tolerance, "sample " + i);
        }
    }
}
