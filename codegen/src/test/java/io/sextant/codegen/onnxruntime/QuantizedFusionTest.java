package io.sextant.codegen.onnxruntime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.onnx.OnnxExport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What ONNX Runtime's optimiser makes of quantised networks: all of it is computed on integers. */
class QuantizedFusionTest {
    private static final List<String> WHOLE = List.of("QuantizeLinear", "Transpose", "QLinearConv", "QLinearConv", "QLinearConv", "QLinearAdd",
        "QLinearConv", "QLinearGlobalAveragePool", "Transpose", "Reshape", "QGemm", "DequantizeLinear");

    @TempDir
    Path folder;

    private List<String> optimised(Graph graph) throws Exception {
        Path file = folder.resolve("optimised.onnx");
        try (SessionOptions options = OnnxRuntimeExecutor.options(1, Optional.empty())) {
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
            options.setOptimizedModelFilePath(file.toString());
            byte[] model = OnnxExport.toBytes(OnnxRuntimeForm.of(graph).graph());
            OrtEnvironment.getEnvironment().createSession(model, options).close();
        }
        return ModelProto.parseFrom(Files.readAllBytes(file)).getGraph().getNodeList().stream().map(NodeProto::getOpType).toList();
    }

    @Test
    void networksOverSequencesStayOnIntegers() throws Exception {
        assertEquals(WHOLE, optimised(QuantizedNetwork.sequences(1, 0).graph()));
    }

    @Test
    void networksOverImagesStayOnIntegers() throws Exception {
        assertEquals(WHOLE, optimised(QuantizedNetwork.images(1, 0).graph()));
    }

    @Test
    void aClampBehindAProductIsOneOfIntegers() throws Exception {
        List<String> operators = optimised(QuantizedNetwork.images(1, 20).graph());
        assertEquals(4, operators.stream().filter("QLinearConv"::equals).count(), operators.toString());
        assertEquals(7, operators.stream().filter("Max"::equals).count(), operators.toString());
        assertEquals(0, operators.stream().filter("Conv"::equals).count(), operators.toString());
    }
}
