package io.sextant.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShowCommandTest {
    /** A convolution with its activation, whose arithmetic takes longer than its bytes, and an addition. */
    static final String GRAPH = """
        # two layers
        graph "small" {
          input %0: f32[1x64x64x8] "input"
          const %1: f32[3x3x8x16] = base64 "WEIGHTS"
          %2: f32[1x64x64x16] = convolution(%0, %1, _) strides=[1,1] padBefore=[1,1] padAfter=[1,1] dilations=[1,1] groups=1
          %3: f32[1x64x64x16] = unary(%2) kind=relu
          %4: f32[1x64x64x16] = binary(%3, %3) kind=add
          output %4 "output"
        }
        """.replace("WEIGHTS", Base64.getEncoder().encodeToString(new byte[4 * 3 * 3 * 8 * 16]));
    private static final String DEVICE = """
        schema: sextant-device/1
        id: board
        kind: cpu-host
        cpu:
          model: Model
          identity: X 1/2/3
          microcode: "0x1"
          isa: [avx2]
          cores: 1
          threads: 1
          caches: {l1d: 32 KiB, l1i: 32 KiB, l2: 1 MiB}
        memory: 1024 MiB
        measured:
          peak_f32: {avx2: 100 GFLOP/s}
          read: {l1d: 100 GB/s, l2: 50 GB/s, memory: 10 GB/s}
        """;

    @TempDir
    Path folder;

    @BeforeEach
    void writeFiles() throws IOException {
        Files.writeString(folder.resolve("small.ir"), GRAPH);
        Files.writeString(folder.resolve("board.yaml"), DEVICE);
        Files.writeString(folder.resolve("bare.yaml"), DEVICE.substring(0, DEVICE.indexOf("measured:")));
        Files.writeString(folder.resolve("no-memory.yaml"), DEVICE.replace(", memory: 10 GB/s", "").replace("  peak_f32: {avx2: 100 GFLOP/s}\n",
            ""));
        Files.writeString(folder.resolve("bad.ir"), "graph \"bad\" {\n  input %0: f32[1x8] \"a\"\n  %1: f32[1x8] = unary(%7) kind=relu\n"
            + "  output %1 \"b\"\n}\n");
    }

    private InProcess run(String line) {
        return InProcess.run(line, folder);
    }

    private JsonNode json(String line) throws IOException {
        InProcess run = run(line + " --json");
        assertEquals(0, run.exitCode(), run::toString);
        return new ObjectMapper().readTree(run.out());
    }

    /** 64 x 64 x 16 results of 72 multiply-accumulates: 2 x 4,718,592 operations at 100 GFLOP/s. */
    @Test
    void aFloorIsTheLongerOfArithmeticAndBytes() throws IOException {
        JsonNode tree = json("show @/small.ir --device @/board.yaml");
        assertEquals("sextant-show/1", tree.at("/schema").asText());
        JsonNode convolution = tree.at("/layers/0");
        assertEquals("convolution k3x3 8->16 @64x64 +relu", convolution.at("/label").asText());
        assertEquals(4_718_592, convolution.at("/macs").asLong());
        assertEquals(1152, convolution.at("/params").asLong());
        assertEquals(4 * 1152, convolution.at("/weight_bytes").asLong());
        assertEquals(4 * 64 * 64 * 8, convolution.at("/bytes_read").asLong());
        assertEquals(4 * 64 * 64 * 16, convolution.at("/bytes_written").asLong());
        assertEquals(2 * 4_718_592 / 100.0, convolution.at("/compute_ns").asDouble(), 1e-6);
        int maps = 4 * 64 * 64 * 24;
        double expected = 4 * 1152 / 100.0 + (32 << 10) / 100.0 + (maps - (32 << 10)) / 50.0;
        assertEquals(expected, convolution.at("/memory_ns").asDouble(), 1e-6, "weights fit l1d, of the maps as much as there is room");
        assertEquals(convolution.at("/compute_ns"), convolution.at("/floor_ns"));
        assertEquals("compute", convolution.at("/bound").asText());
        JsonNode addition = tree.at("/layers/1");
        assertEquals("memory", addition.at("/bound").asText());
        double twice = (32 << 10) / 100.0 + (4 * 64 * 64 * 32 - (32 << 10)) / 50.0;
        assertEquals(twice, addition.at("/floor_ns").asDouble(), 1e-6, "the same map twice is read once");
        assertEquals(0, addition.at("/compute_ns").asDouble());
    }

    @Test
    void theFloorsOfLayersMakeThatOfTheNetwork() throws IOException {
        JsonNode tree = json("show @/small.ir --device @/board.yaml --no-ir");
        double sum = StreamSupport.stream(tree.at("/layers").spliterator(), false).mapToDouble(layer -> layer.at("/floor_ns").asDouble()).sum();
        assertEquals(sum, tree.at("/floor/total_ns").asDouble(), 1e-6);
        double shares = StreamSupport.stream(tree.at("/layers").spliterator(), false).mapToDouble(layer -> layer.at("/share").asDouble()).sum();
        assertEquals(1, shares, 1e-9);
        assertEquals(1, tree.at("/floor/compute_share").asDouble() + tree.at("/floor/memory_share").asDouble(), 1e-9);
        assertEquals(tree.at("/layers/0/share").asDouble(), tree.at("/floor/compute_share").asDouble(), 1e-9);
        assertEquals("board", tree.at("/floor/device").asText());
        assertEquals("{\"l1d\":1.0}", tree.at("/floor/weights_in").toString());
        assertTrue(tree.at("/floor/missing").isEmpty());
        assertTrue(tree.at("/text").isMissingNode());
    }

    /** The input and the convolution's result; the addition writes over the latter. */
    @Test
    void activationsArePlannedInOneArena() throws IOException {
        int bytes = 4 * 64 * 64 * (8 + 16);
        JsonNode tree = json("show @/small.ir --device @/board.yaml --memory");
        assertEquals(bytes, tree.at("/memory/peak_bytes").asLong(), tree::toPrettyString);
        assertEquals(bytes, tree.at("/memory/lower_bound_bytes").asLong());
        assertTrue(json("show @/small.ir --device @/board.yaml").at("/memory").isMissingNode());
        InProcess text = run("show @/small.ir --device @/board.yaml --no-ir --memory-picture @/lives.svg");
        assertTrue(text.out().contains("memory: peak 393,216 bytes, lower bound 393,216 bytes, gap 0.0 %"), text::toString);
        assertTrue(Files.readString(folder.resolve("lives.svg")).startsWith("<svg "));
        InProcess refused = run("show @/small.ir --device @/board.yaml --memory-picture @/no/such/lives.svg");
        assertEquals(2, refused.exitCode(), refused::toString);
        assertTrue(refused.err().contains("lives.svg: cannot be written"), refused::toString);
    }

    /** As predictions have it: ONNX files say on which integers a model is computed, operator by operator in f32. */
    @Test
    void aQuantisedModelTakesAsMuchMemoryInEachForm() throws IOException {
        run("compile @/small.ir --quantize int8 --rounding qdq --emit ir --out @/q.ir --quiet");
        run("compile @/small.ir --quantize int8 --emit onnx --out @/q.onnx --quiet");
        long text = json("show @/q.ir --device @/board.yaml --memory").at("/memory/peak_bytes").asLong();
        assertEquals(text, json("show @/q.onnx --device @/board.yaml --memory").at("/memory/peak_bytes").asLong());
        assertTrue(text < 4 * 64 * 64 * (8 + 16), "less than in f32: " + text);
    }

    @Test
    void textHasTheOperatorsUnlessTheyAreLeftOut() {
        InProcess all = run("show @/small.ir --device @/board.yaml");
        assertEquals(0, all.exitCode(), all::toString);
        assertTrue(all.out().startsWith("graph \"small\" {") && all.out().contains("const %1: f32[3x3x8x16] = ..."), all::toString);
        InProcess layers = run("show @/small.ir --device @/board.yaml --no-ir");
        assertTrue(layers.out().startsWith("result "), layers::toString);
        assertTrue(all.out().endsWith(layers.out()), all::toString);
        for (String part : new String[] {"94.37 us", "bound by compute", "4,718,592", "device      board ", "weights at best in 100.0 % l1d",
            "2 kernels of 3 operators"}) {
            assertTrue(layers.out().contains(part), () -> part + " is missing in " + layers);
        }
        assertFalse(layers.out().contains("missing"), layers::toString);
    }

    /** A cyclic walk through more than a cache holds finds at best as much of it there as there is room. */
    @Test
    void weightsThatDoNotFitComeFromFartherInPart() throws IOException {
        Files.writeString(folder.resolve("wide.ir"), """
            graph "wide" {
              input %0: f32[1x512] "input"
              const %1: f32[512x1024] = base64 "WEIGHTS"
              %2: f32[1x1024] = dense(%0, %1, _)
              output %2 "output"
            }
            """.replace("WEIGHTS", Base64.getEncoder().encodeToString(new byte[2 << 20])));
        JsonNode tree = json("show @/wide.ir --device @/board.yaml --no-ir");
        assertEquals(1 / 64.0, tree.at("/floor/weights_in/l1d").asDouble(), 1e-9);
        assertEquals(0.5, tree.at("/floor/weights_in/l2").asDouble(), 1e-9);
        assertEquals(0.5 - 1 / 64.0, tree.at("/floor/weights_in/memory").asDouble(), 1e-9);
        double weights = (32 << 10) / 100.0 + (1 << 20) / 50.0 + ((1 << 20) - (32 << 10)) / 10.0;
        assertEquals(weights + 4 * (512 + 1024) / 100.0, tree.at("/layers/0/memory_ns").asDouble(), 1e-6);
    }

    @Test
    void onlyArithmeticOfTheProbedTypeHasACeiling() throws IOException {
        Files.writeString(folder.resolve("half.ir"), """
            graph "half" {
              input %0: f16[1x64x64] "a"
              input %1: f16[1x64x64] "b"
              %2: f16[1x64x64] = mat_mul(%0, %1)
              output %2 "output"
            }
            """);
        JsonNode tree = json("show @/half.ir --device @/board.yaml --no-ir");
        assertEquals(64 * 64 * 64, tree.at("/layers/0/macs").asInt());
        assertTrue(tree.at("/layers/0/compute_ns").isMissingNode());
        assertEquals("memory", tree.at("/layers/0/bound").asText());
        assertEquals(3 * 2 * 64 * 64 / 100.0, tree.at("/layers/0/floor_ns").asDouble(), 1e-6);
        assertEquals("no peak is known for arithmetic of other types than f32: floors of memory alone in 1 layer",
            tree.at("/floor/missing/0").asText());
    }

    @Test
    void aDeviceThatWasNotMeasuredShowsTheRestAndWhatIsMissing() throws IOException {
        JsonNode bare = json("show @/small.ir --device @/bare.yaml");
        assertEquals(4_718_592, bare.at("/layers/0/macs").asLong());
        assertTrue(bare.at("/layers/0/floor_ns").isMissingNode());
        assertTrue(bare.at("/floor/total_ns").isMissingNode());
        assertTrue(bare.at("/floor/missing/0").asText().startsWith("the device board says no peak"), bare::toString);
        assertTrue(bare.at("/floor/missing/1").asText().startsWith("the device board says no bandwidth"), bare::toString);
        InProcess half = run("show @/small.ir --device @/no-memory.yaml");
        assertTrue(half.out().contains("missing     the device board says no peak (peak_f32): floors are those of memory alone"), half::toString);
        assertTrue(half.out().contains("no bandwidth of memory: what no cache holds is taken to come from l2"), half::toString);
        assertTrue(half.out().contains("100.0 % by memory"), half::toString);
    }

    /** x: f32 (batch, sequence, 6) -> relu -> y. */
    private static byte[] open() {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        shape.addDimBuilder().setDimParam("batch");
        shape.addDimBuilder().setDimParam("sequence");
        shape.addDimBuilder().setDimValue(6);
        TypeProto type = TypeProto.newBuilder().setTensorType(TypeProto.Tensor.newBuilder()
            .setElemType(TensorProto.DataType.FLOAT_VALUE).setShape(shape)).build();
        GraphProto graph = GraphProto.newBuilder().setName("open").addInput(ValueInfoProto.newBuilder().setName("x").setType(type))
            .addNode(NodeProto.newBuilder().setOpType("Relu").addInput("x").addOutput("y"))
            .addOutput(ValueInfoProto.newBuilder().setName("y")).build();
        return ModelProto.newBuilder().setIrVersion(8).addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17)).setGraph(graph).build()
            .toByteArray();
    }

    @Test
    void openExtentsAreFixedOnTheCommandLine() throws IOException {
        Files.write(folder.resolve("open.onnx"), open());
        String show = "show @/open.onnx --device @/board.yaml";
        assertEquals("f32[2x5x6]", json(show + " --batch 2 --dim sequence=5").at("/layers/0/type").asText());
        assertEquals("f32[1x7x6]", json(show + " --dim=sequence=7").at("/layers/0/type").asText());
        for (String command : List.of(show, "compile @/open.onnx --emit ir", "predict @/open.onnx --lut @/none.csv", "profile @/open.onnx"
            + " --batch 3")) {
            InProcess run = run(command + " --quiet");
            assertEquals(2, run.exitCode(), run::toString);
            assertTrue(run.err().contains("dimension 1") && run.err().contains("--dim sequence=N"), run::toString);
        }
        InProcess other = run(show + " --dim seq=5 --dim sequence=5");
        assertTrue(other.err().contains("no input has an open dimension 'seq', there are ['batch', 'sequence']"), other::toString);
        assertEquals(0, run("compile @/open.onnx --emit ir --batch 3 --dim sequence=5 --out @/fixed.ir").exitCode());
        assertTrue(Files.readString(folder.resolve("fixed.ir")).contains("f32[3x5x6]"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "show @/bad.ir --device @/board.yaml              | @/bad.ir: ",
        "show @/small.ir --device borad                   | unknown device 'borad'",
        "show @/small.ir --batch 2                        | every extent is fixed; leave --batch and --dim out",
        "show @/small.ir --batch two                      | --batch 'two': expected a whole number from 1 to",
        "show @/small.ir --batch 0                        | --batch '0': expected",
        "show @/small.ir --dim sequence                   | --dim 'sequence': expected a name and an extent",
        "show @/small.ir --dim sequence=-1                | --dim sequence '-1': expected a whole number",
        "show @/small.ir --dim s=1 --dim s=2              | --dim s is given twice",
        "show @/small.ir --backend onnx                   | unknown backend 'onnx'",
        "show @/nowhere.ir                                | there is no file @/nowhere.ir"})
    void aMistakeIsOneLineAndExitCodeTwo(String line, String message) {
        InProcess run = run(line);
        assertEquals(2, run.exitCode(), run::toString);
        assertTrue(run.err().contains(message.replace("@", folder.toString())), run::toString);
        assertEquals(1, run.err().lines().count(), run::toString);
        assertEquals("", run.out());
    }
}
