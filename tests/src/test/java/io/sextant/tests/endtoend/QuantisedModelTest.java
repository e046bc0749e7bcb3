package io.sextant.tests.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.onnx.OnnxExport;
import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.GlobalPool;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Pool;
import io.sextant.ir.op.Quantized;
import io.sextant.ir.op.Requantize;
import io.sextant.ir.op.Rounding;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.text.GraphText;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Quantisation;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import io.sextant.tests.program.ProgramRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An int8 model, as a graph in text form and as the ONNX file that others get, is profiled, measured kernel by kernel, and predicted. */
class QuantisedModelTest {
    @TempDir
    private static Path folder;
    private static ProgramRun.Starter program;
    private static Path text;
    private static Path onnx;
    private static Path lut;

    @BeforeAll
    static void build() throws Exception {
        program = ProgramRun.inChildJvm(folder.resolve("home"), folder);
        text = Files.writeString(folder.resolve("int8.txt"), GraphText.print(int8()));
        onnx = folder.resolve("int8.onnx");
        OnnxExport.write(int8(), onnx);
        lut = folder.resolve("lut.csv");
        assertEquals(0, program.run("probe").exitCode(), "probing takes part of no budget");
        JsonNode built = json("lut", "build", "--model", onnx.toString(), "--out", lut.toString(), "--budget", "30s", "--networks", "1",
            "--json");
        assertTrue(built.at("/complete").asBoolean(), built::toPrettyString);
    }

    private static JsonNode json(String... arguments) {
        ProgramRun run = program.run(arguments);
        assertEquals(0, run.exitCode(), run::transcript);
        return Json.of(run);
    }

    private static Graph int8() {
        GraphBuilder net = new GraphBuilder("int8");
        Value input = net.input("input", TensorType.f32(1, 16, 16, 8));
        Value integers = net.add(new Requantize(input, quantised(input.type(), -1), Rounding.QDQ));
        Value filter = net.constant(Tensor.ofInts(new TensorType(DType.I8, Shape.of(3, 3, 8, 8)).quantised(Quantisation.perTensor(0.02f, 0)),
            new Random(1).ints(576, -127, 128).toArray()));
        List<Integer> ones = List.of(1, 1);
        Op convolution = new Convolution(Quantized.standIn(integers), Quantized.standIn(filter), Optional.empty(), ones, ones, ones, ones, 1);
        Value layer = net.add(Quantized.of(convolution, List.of(integers, filter), DType.I8, Quantisation.perTensor(0.1f, -128), Rounding.QDQ));
        Value pooled = net.add(Quantized.of(new GlobalPool(Quantized.standIn(layer), Pool.Kind.AVERAGE), List.of(layer), DType.I8,
            Quantisation.perTensor(0.05f, -128), Rounding.QDQ));
        return net.output("output", net.add(new Requantize(pooled, pooled.type().real(), Rounding.QDQ))).build();
    }

    private static TensorType quantised(TensorType type, int zeroPoint) {
        return new TensorType(DType.I8, type.shape()).quantised(Quantisation.perTensor(0.01f, zeroPoint));
    }

    @Test
    void kernelsOnIntegersAreMeasured() {
        JsonNode shown = json("lut", "show", lut.toString(), "--limit", "0", "--json");
        assertEquals(new TreeSet<>(List.of("i8 convolution k3x3 8->8 @16x16", "i8 global_average_pool 8 @16x16",
            "requantize f32->i8 [1x16x16x8]", "requantize i8->f32 [1x1x1x8]")), Json.elements(shown.at("/kernels")).stream()
            .map(kernel -> kernel.at("/label").asText()).collect(Collectors.toCollection(TreeSet::new)), shown::toPrettyString);
        Json.elements(shown.at("/kernels")).forEach(kernel -> assertTrue(kernel.at("/median_ns").asDouble() > 0, kernel::toPrettyString));
    }

    @Test
    void bothFormsArePredictedFromTheSameKernels() {
        JsonNode fromText = json("predict", text.toString(), "--lut", lut.toString(), "--kernels", "0", "--json");
        JsonNode fromOnnx = json("predict", onnx.toString(), "--lut", lut.toString(), "--kernels", "0", "--json");
        assertEquals(4, fromText.at("/kernels").size(), fromText::toPrettyString);
        assertEquals(fromText.at("/kernels"), fromOnnx.at("/kernels"));
    }

    @Test
    void layersOfAProfileAreComputedOnIntegers() {
        JsonNode profiled = json("profile", text.toString(), "--json");
        List<String> layers = Json.elements(profiled.at("/layers")).stream()
            .map(layer -> layer.at("/operator").asText() + " " + layer.at("/label").asText()).toList();
        assertTrue(layers.contains("QLinearConv i8 convolution k3x3 8->8 @16x16"), layers::toString);
        assertTrue(layers.contains("QLinearGlobalAveragePool i8 global_average_pool 8 @16x16"), layers::toString);
    }
}
