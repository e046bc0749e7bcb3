package io.sextant.ir.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnxruntime.OrtException;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphHash;
import io.sextant.ir.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NetworkRoundTripTest {
    static Stream<Graph> networks() {
        return Stream.of(Networks.mnist1d(), Networks.mobileNetV2(), Networks.transformer());
    }

    @ParameterizedTest
    @MethodSource("networks")
    void hashesSurvive(Graph graph) {
        Graph back = OnnxImport.parse(OnnxExport.toBytes(graph), "model.onnx");
        assertEquals(GraphHash.structure(graph), GraphHash.structure(back));
        assertEquals(GraphHash.content(graph), GraphHash.content(back));
        assertEquals(graph.name(), back.name());
        assertEquals(graph.inputs().get(0).name(), back.inputs().get(0).name());
        assertEquals(graph.outputs().get(0).name(), back.outputs().get(0).name());
    }

    @ParameterizedTest
    @MethodSource("networks")
    void bytesAreTheSameEveryTime(Graph graph) {
        byte[] bytes = OnnxExport.toBytes(graph);
        assertArrayEquals(bytes, OnnxExport.toBytes(graph));
        assertArrayEquals(bytes, OnnxExport.toBytes(OnnxImport.parse(bytes, "model.onnx")));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void checkerAccepts(Graph graph) throws IOException {
        NativeChecker.check(OnnxExport.toBytes(graph));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void onnxRuntimeAgreesWithTheInterpreter(Graph graph) throws OrtException {
        Tensor input = Tensor.random(graph.inputs().get(0).value().type(), 11, 1);
        OnnxRuntime.assertAgrees(graph, List.of(input), 1e-4f, graph.name());
    }

    @Test
    void imagesAreChannelsFirstInTheModel() {
        assertEquals(List.of(0, 3, 1, 2), OnnxExport.layouts(Networks.mobileNetV2()).inputs().get("image"));
        assertEquals(List.of(0, 2, 1), OnnxExport.layouts(Networks.mnist1d()).inputs().get("signal"));
        assertEquals(List.of(0, 1), OnnxExport.layouts(Networks.mnist1d()).outputs().get("logits"));
    }

    @Test
    void writesAndReadsFiles(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("net.onnx");
        Graph graph = Networks.mnist1d();
        OnnxExport.write(graph, file);
        assertEquals(GraphHash.content(graph), GraphHash.content(OnnxImport.read(file)));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(file), files.toList());
        }
    }
}
