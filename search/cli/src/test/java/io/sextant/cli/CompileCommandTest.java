package io.sextant.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphHash;
import io.sextant.ir.interpret.Interpreter;
import io.sextant.ir.onnx.OnnxExport;
import io.sextant.ir.onnx.OnnxImport;
import io.sextant.ir.op.BatchNorm;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.text.GraphText;
import io.sextant.ir.tflite.read.TfliteImport;
import io.sextant.search.space.Spaces;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompileCommandTest {
    private static final Graph MODEL = Spaces.named("mnist1d").lower(Spaces.named("mnist1d").at(BigInteger.valueOf(12_345)), 7);

    @TempDir
    Path folder;

    @BeforeEach
    void writeFiles() throws IOException {
        OnnxExport.write(MODEL, folder.resolve("model.onnx"));
        Files.writeString(folder.resolve("model.ir"), GraphText.print(MODEL));
        Files.writeString(folder.resolve("there.onnx"), "mine");
    }

    private InProcess run(String line) {
        return InProcess.run(line, folder);
    }

    private static long norms(Graph graph) {
        return graph.nodes().stream().filter(node -> node.op() instanceof BatchNorm).count();
    }

    private static void assertSameFunction(Graph expected, Graph actual) {
        List<Tensor> input = List.of(Tensor.random(expected.inputs().get(0).value().type(), 3, 1));
        float[] was = Interpreter.run(expected, input).get(0).floats();
        float[] is = Interpreter.run(actual, input).get(0).floats();
        assertArrayEquals(was, is, 1e-4f);
    }

    @Test
    void foldsAndWritesOnnx() throws IOException {
        InProcess run = run("compile @/model.onnx --emit onnx --out @/folded.onnx");
        assertEquals(0, run.exitCode(), run::toString);
        Graph folded = OnnxImport.read(folder.resolve("folded.onnx"));
        assertTrue(norms(MODEL) > 0);
        assertEquals(0, norms(folded));
        assertSameFunction(MODEL, folded);
        assertTrue(run.out().contains("FoldBatchNorm " + norms(MODEL)), run::toString);
        assertTrue(run.out().matches("(?s).*operators   [0-9]+ -> " + folded.nodes().size() + "\n.*"), run::toString);
        assertTrue(run.out().matches("(?s).*check       largest difference [0-9.e-]+ of the largest element, on random input\n.*"), run::toString);
        assertTrue(run.out().endsWith("file        " + folder.resolve("folded.onnx") + ", "
            + String.format("%,d", Files.size(folder.resolve("folded.onnx"))) + " B\n"), run::toString);
    }

    @Test
    void textGoesToStandardOutputAndReadsBack() {
        InProcess run = run("compile @/model.ir --emit ir --no-passes");
        assertEquals(0, run.exitCode(), run::toString);
        assertEquals(GraphText.print(MODEL), run.out());
        assertTrue(run.err().contains("nothing was rewritten"), run::toString);
        InProcess folded = run("compile @/model.ir --emit ir --quiet");
        assertEquals(0, norms(GraphText.parse(folded.out())));
        assertSameFunction(MODEL, GraphText.parse(folded.out()));
        assertEquals("", folded.err());
    }

    @Test
    void onnxAndTextAreTheSameModel() {
        assertEquals(0, run("compile @/model.onnx --emit ir --no-passes --out @/again.ir").exitCode());
        assertEquals(0, run("compile @/again.ir --emit onnx --no-passes --out @/again.onnx").exitCode());
        assertEquals(GraphHash.content(MODEL), GraphHash.content(OnnxImport.read(folder.resolve("again.onnx"))));
    }

    @Test
    void rulesMayBeNamed() throws IOException {
        InProcess run = run("compile @/model.onnx --emit ir --passes RemoveDeadCode,RemoveIdentities --out @/same.ir --json");
        assertEquals(0, run.exitCode(), run::toString);
        JsonNode tree = new ObjectMapper().readTree(run.out());
        assertEquals("sextant-compile/1", tree.at("/schema").asText());
        assertTrue(tree.at("/rules").isEmpty(), run::toString);
        assertEquals(tree.at("/before"), tree.at("/after"));
        assertEquals("same", tree.at("/check/verdict").asText());
        assertEquals(Files.size(folder.resolve("same.ir")), tree.at("/bytes").asLong());
    }

    @Test
    void writesTflite() throws IOException {
        InProcess run = run("compile @/model.onnx --emit tflite --out @/model.tflite");
        assertEquals(0, run.exitCode(), run::toString);
        assertSameFunction(MODEL, TfliteImport.read(folder.resolve("model.tflite")));
        assertTrue(run.out().endsWith("model.tflite, " + String.format(Locale.ROOT, "%,d", Files.size(folder.resolve("model.tflite"))) + " B\n"),
            run::toString);
        assertEquals(2, run("compile @/model.onnx --emit tflite --out @/model.tflite").exitCode(), "it is there already");
    }

    @Test
    void aFileThatIsThereIsReplacedOnlyIfAsked() throws IOException {
        InProcess run = run("compile @/model.onnx --emit onnx --out @/there.onnx");
        assertEquals(2, run.exitCode(), run::toString);
        assertTrue(run.err().contains("is there already; name another file with --out, or replace it with --force"), run::toString);
        assertEquals("mine", Files.readString(folder.resolve("there.onnx")));
        assertEquals(0, run("compile @/model.onnx --emit onnx --out @/there.onnx --force").exitCode());
        assertEquals(0, norms(OnnxImport.read(folder.resolve("there.onnx"))));
        try (Stream<Path> files = Files.list(folder)) {
            assertFalse(files.anyMatch(file -> file.toString().endsWith(".part")), "nothing is left beside it");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "compile @/model.onnx --emit onnx                              | --emit onnx writes a file; name it, e.g. --out rewritten.onnx",
        "compile @/model.onnx --emit tflite                            | --emit tflite writes a file; name it, e.g. --out rewritten.tflite",
        "compile @/model.onnx --emit tflite --no-passes --out @/x      | as TFLite: TFLite has no such operator; fold it into the convolution",
        "compile @/model.onnx --emit ir --json                         | --emit ir with --json writes a file",
        "compile @/model.onnx --emit ir --out @                        | is a folder; name a file with --out",
        "compile @/model.onnx --emit ir --out @/nowhere/x.ir           | its folder does not exist or cannot be written",
        "compile @/model.onnx --emit ir --passes inferense             | did you mean inference",
        "compile @/model.onnx --emit ir --passes FoldBatchNorms        | did you mean FoldBatchNorm",
        "compile @/model.onnx --emit ir --passes structure --no-passes | contradict each other",
        "compile @/model.onnx --emit ir --dim n=0                      | --dim n '0': expected a whole number",
        "compile @/nowhere.onnx --emit ir                              | there is no file @/nowhere.onnx"})
    void aMistakeIsOneLineAndExitCodeTwo(String line, String message) {
        InProcess run = run(line);
        assertEquals(2, run.exitCode(), run::toString);
        assertTrue(run.err().contains(message.replace("@", folder.toString())), run::toString);
        assertEquals(1, run.err().lines().count(), run::toString);
        assertEquals("", run.out());
    }

    @Test
    void anUnknownFormNamesTheHelp() {
        InProcess run = run("compile @/model.onnx --emit rust");
        assertEquals(2, run.exitCode());
        assertTrue(run.err().contains("Try 'sextant compile --help'."), run::toString);
    }
}
