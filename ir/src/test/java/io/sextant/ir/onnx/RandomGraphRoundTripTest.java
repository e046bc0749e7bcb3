package io.sextant.ir.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnxruntime.OrtException;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphHash;
import io.sextant.ir.testing.RandomGraphs;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Over all operators, in all the layouts in which they meet. */
class RandomGraphRoundTripTest {
    private static final int NODES = 15;

    @Test
    void hashesSurvive() {
        for (int seed = 0; seed < 150; seed++) {
            Graph graph = RandomGraphs.graph(seed, NODES);
            byte[] bytes = OnnxExport.toBytes(graph);
            ImportedModel back = OnnxImport.parseModel(bytes, "random " + seed);
            assertEquals(GraphHash.structure(graph), GraphHash.structure(back.graph()), "structure of seed " + seed);
            assertEquals(GraphHash.content(graph), GraphHash.content(back.graph()), "content of seed " + seed);
            assertEquals(OnnxExport.layouts(graph), back.layouts(), "layouts of seed " + seed);
            assertArrayEquals(bytes, OnnxExport.toBytes(back.graph()), "bytes of seed " + seed);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 100, 200, 300})
    void onnxRuntimeAgreesWithTheInterpreter(int first) throws OrtException, IOException {
        for (int seed = first; seed < first + 15; seed++) {
            Graph graph = RandomGraphs.graph(seed, NODES);
            NativeChecker.check(OnnxExport.toBytes(graph));
            OnnxRuntime.assertAgrees(graph, RandomGraphs.inputs(graph, seed), 1e-4f, "seed " + seed);
        }
    }
}
