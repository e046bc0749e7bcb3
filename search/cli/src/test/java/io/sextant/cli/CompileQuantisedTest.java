package io.sextant.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.interpret.Interpreter;
import io.sextant.ir.onnx.OnnxExport;
import io.sextant.ir.onnx.OnnxImport;
import io.sextant.ir.op.Quantized;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.text.GraphText;
import io.sextant.ir.type.DType;
import io.sextant.search.space.Spaces;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompileQuantisedTest {
    private static final Graph MODEL = Spaces.named("mnist1d").lower(Spaces.named("mnist1d").at(BigInteger.valueOf(12_345)), 7);
    private static final int LENGTH = MODEL.inputs().get(0).value().type().elements();

    @TempDir
    Path folder;

    @BeforeEach
    void writeFiles() throws IOException {
        OnnxExport.write(MODEL, folder.resolve("model.onnx"));
        Files.writeString(folder.resolve("model.ir"), GraphText.print(MODEL));
        String shape = MODEL.inputs().get(0).value().type().shape().dims().stream().skip(1).map(String::valueOf)
            .reduce("10", (a, b) -> a + ", " + b);
        Files.createDirectory(folder.resolve("data"));
        write(folder.resolve("data/a.npy"), shape, 10);
        write(folder.resolve("data/b.npy"), shape, 10);
        write(folder.resolve("onnx.npy"), "10, 1, " + LENGTH, 10);
        write(folder.resolve("wrong.npy"), "2, 3", 0);
        Files.createDirectory(folder.resolve("empty"));
    }

    private static void write(Path file, String shape, int samples) throws IOException {
        String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + shape + "), }\n";
        int elements = samples == 0 ? 6 : samples * LENGTH;
        ByteBuffer bytes = ByteBuffer.allocate(10 + header.length() + 4 * elements).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0}).putShort((short) header.length())
            .put(header.getBytes(StandardCharsets.ISO_8859_1));
        for (int i = 0; i < elements; i++) {
            bytes.putFloat((float) Math.sin(i * 0.37) * 2);
        }
        Files.write(file, bytes.array());
    }

    private InProcess run(String line) {
        return InProcess.run(line, folder);
    }

    @Test
    void quantisesOnGivenDataAndPrintsWhatItCost() throws IOException {
        InProcess run = run("compile @/model.ir --quantize int8 --calibrate @/data --emit ir --out @/small.ir");
        assertEquals(0, run.exitCode(), run::toString);
        assertFalse(run.err().contains("warning"), run::toString);
        assertTrue(run.out().startsWith("layer "), run::toString);
        assertTrue(run.out().matches("(?s).*%\\d+ convolution +min-max +\\d+\\.\\d dB +\\d+\\.\\d\n.*"), run::toString);
        assertTrue(run.out().contains("ranges of 16 inputs, errors on 4 others"), run::toString);
        Graph quantised = GraphText.parse(Files.readString(folder.resolve("small.ir")));
        assertTrue(quantised.nodes().stream().anyMatch(node -> node.op() instanceof Quantized));
        assertTrue(Files.size(folder.resolve("small.ir")) < Files.size(folder.resolve("model.ir")));
        Tensor input = Tensor.random(MODEL.inputs().get(0).value().type(), 3, 2);
        float[] expected = Interpreter.run(MODEL, List.of(input)).get(0).floats();
        float[] actual = Interpreter.run(quantised, List.of(input)).get(0).floats();
        double signal = 0;
        double noise = 0;
        for (int i = 0; i < expected.length; i++) {
            signal += expected[i] * expected[i];
            noise += Math.pow(expected[i] - actual[i], 2);
        }
        assertTrue(signal > 30 * noise, signal + " against " + noise);
    }

    @Test
    void writesOnnxAndTflite() throws IOException {
        InProcess onnx = run("compile @/model.onnx --quantize int8 --calibrate @/onnx.npy --calibration mse --emit onnx --out @/q.onnx --json");
        assertEquals(0, onnx.exitCode(), onnx::toString);
        JsonNode tree = new ObjectMapper().readTree(onnx.out());
        assertEquals("qdq", tree.at("/quantisation/rounding").asText());
        assertEquals("mse", tree.at("/quantisation/method").asText());
        assertTrue(tree.at("/quantisation/outputs_sqnr_db").asDouble() > 15, onnx::toString);
        assertTrue(tree.at("/after/weight_bytes").asLong() < tree.at("/before/weight_bytes").asLong() / 2, onnx::toString);
        assertEquals(1, OnnxImport.read(folder.resolve("q.onnx")).inputs().size());
        InProcess layout = run("compile @/model.onnx --quantize int8 --calibrate @/data --emit onnx --out @/no.onnx");
        assertTrue(layout.err().contains("takes f32[1x1x40], so samples are stacked as [Nx1x40]"), layout::toString);
        InProcess tflite = run("compile @/model.onnx --quantize int8 --calibrate @/onnx.npy --integer-ports --emit tflite --out @/q.tflite");
        assertEquals(0, tflite.exitCode(), tflite::toString);
        byte[] bytes = Files.readAllBytes(folder.resolve("q.tflite"));
        assertEquals("TFL3", new String(bytes, 4, 4, StandardCharsets.US_ASCII));
    }

    @Test
    void withoutDataItSaysSoAndIsTheSameEveryTime() {
        InProcess run = run("compile @/model.ir --quantize int8 --emit ir --integer-ports --quiet");
        assertEquals(0, run.exitCode(), run::toString);
        assertTrue(run.err().startsWith("warning: ranges are those of random inputs"), run::toString);
        assertEquals(run.out(), run("compile @/model.ir --quantize int8 --emit ir --integer-ports --quiet").out());
        assertEquals(DType.I8, GraphText.parse(run.out()).outputs().get(0).value().type().dtype());
    }

    @Test
    void layersStayInF32WhereAskedFor() {
        InProcess most = run("compile @/model.ir --quantize int8 --keep-f32 2 --emit ir --out @/kept.ir");
        assertEquals(0, most.exitCode(), most::toString);
        assertTrue(most.out().contains("(the plan keeps it)"), most::toString);
        String layer = most.out().lines().filter(line -> line.contains(" dB")).findFirst().orElseThrow().split(" ")[0];
        InProcess named = run("compile @/model.ir --quantize int8 --keep-f32 " + layer + " --emit ir --out @/named.ir");
        assertTrue(named.out().matches("(?s).*in f32: [^(\n]*" + layer + "[^(\n]*\\(the plan keeps it\\).*"), named::toString);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "--quantize int4                                  | --quantize 'int4': expected int8",
        "--calibrate @/data                               | belong to --quantize int8",
        "--quantize int8 --calibrate @/none.npy           | @/none.npy: no such file",
        "--quantize int8 --calibrate @/model.ir           | it does not begin as a .npy file does",
        "--quantize int8 --calibrate @/wrong.npy          | @/wrong.npy has shape [2x3]; input",
        "--quantize int8 --calibrate @/empty              | there is no .npy file in the folder @/empty",
        "--quantize int8 --calibration max                | --calibration 'max': expected min-max, percentile, mse",
        "--quantize int8 --keep-f32 conv                  | --keep-f32 'conv': expected layers, e.g. %12,%17, or how many",
        "--quantize int8 --calibrate @/data --keep-f32 %999 | --keep-f32: there is no layer %999; layers are %",
        "--quantize int8 --rounding up                    | --rounding 'up': expected tflite, qdq",
        "--quantize int8 --no-passes                      | leave --passes and --no-passes out"})
    void aMistakeIsOneLineAndExitCodeTwo(String options, String message) {
        InProcess run = run("compile @/model.ir --emit ir --quiet " + options);
        assertEquals(2, run.exitCode(), run::toString);
        assertTrue(run.err().contains(message.replace("@", folder.toString())), run::toString);
        assertEquals(1, run.err().lines().count(), run::toString);
        assertEquals("", run.out());
    }

    /** Said before the model is read. */
    @Test
    void eachRuntimeNeedsItsOwnRounding() {
        InProcess tflite = run("compile @/none.ir --quantize int8 --rounding qdq --emit tflite --out @/q.tflite");
        assertEquals(2, tflite.exitCode(), tflite::toString);
        assertTrue(tflite.err().contains("--emit tflite writes what TFLite computes"), tflite::toString);
        InProcess onnx = run("compile @/none.ir --quantize int8 --rounding tflite --emit onnx --out @/q.onnx");
        assertEquals(2, onnx.exitCode(), onnx::toString);
        assertTrue(onnx.err().contains("--emit onnx writes what ONNX Runtime computes"), onnx::toString);
    }
}
