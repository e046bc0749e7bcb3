package io.sextant.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.onnx.OnnxExport;
import io.sextant.ir.text.GraphText;
import io.sextant.search.space.Spaces;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code sextant compile --emit c}; that what is written computes what the interpreter does is tested beside the backend. */
class CompileToCTest {
    private static final Graph MODEL = Spaces.named("mnist1d").lower(Spaces.named("mnist1d").at(BigInteger.valueOf(12_345)), 7);
    private static final Graph HALVES = GraphText.parseStatements("halves",
        "input %0: f32[4]; %1: f16[4] = cast(%0) dtype=f16; %2: f32[4] = cast(%1) dtype=f32; output %2", 0);

    @TempDir
    Path folder;

    @BeforeEach
    void writeFiles() throws IOException {
        OnnxExport.write(MODEL, folder.resolve("my-model-2.onnx"));
        Files.writeString(folder.resolve("model.ir"), GraphText.print(MODEL));
        Files.createDirectory(folder.resolve("other"));
        Files.writeString(folder.resolve("other/mine.txt"), "mine");
    }

    private InProcess run(String line) {
        return InProcess.run(line, folder);
    }

    private List<String> names(String of) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(of))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void writesAFolderAndReplacesItIfAsked() throws IOException {
        InProcess run = run("compile @/my-model-2.onnx --emit c --isa x86_64 --out @/c --json");
        assertEquals(0, run.exitCode(), run::toString);
        List<String> all = List.of("libmy_model_2.so", "main.c", "my_model_2.c", "my_model_2.h", "weights.bin");
        assertEquals(all, names("c"));
        JsonNode tree = new ObjectMapper().readTree(run.out());
        assertEquals(folder.resolve("c").toString(), tree.at("/folder").asText());
        assertEquals(5, tree.at("/files").size());
        assertEquals(Files.size(folder.resolve("c/weights.bin")), tree.at("/files/weights.bin").asLong());
        assertEquals("same", tree.at("/check/verdict").asText());
        assertTrue(tree.at("/check/words").asText().contains("within the tolerance"), run::toString);
        String backend = tree.at("/backend").asText();
        assertTrue(backend.startsWith("c/") && backend.endsWith("isa=x86_64,tuning=none"), backend);
        assertEquals("mapped", tree.at("/weights").asText());
        String header = Files.readString(folder.resolve("c/my_model_2.h"));
        assertTrue(header.contains(", backend " + backend + ", weights mapped.\n"), header);
        InProcess again = run("compile @/my-model-2.onnx --emit c --isa x86_64 --out @/c");
        assertEquals(2, again.exitCode(), again::toString);
        assertTrue(again.err().contains("is there already and not empty"), again::toString);
        InProcess forced = run("compile @/my-model-2.onnx --emit c --isa x86_64 --weights array --out @/c --force");
        assertEquals(0, forced.exitCode(), forced::toString);
        assertFalse(names("c").contains("weights.bin"), "nothing of the old folder is left");
        assertTrue(forced.out().contains("  my_model_2.h, "), forced::toString);
        assertTrue(forced.out().contains("weights     array"), forced::toString);
        assertEquals(List.of("c", "model.ir", "my-model-2.onnx", "other"), names("."), "nothing is left beside it");
    }

    /** A shell may stand in it, and links lead to it. */
    @Test
    void aFolderThatIsThereStaysTheSame() throws IOException {
        Files.createDirectory(folder.resolve("c"));
        Files.createSymbolicLink(folder.resolve("link"), Path.of("c"));
        Object before = Files.getAttribute(folder.resolve("c"), "unix:ino");
        InProcess run = run("compile @/model.ir --emit c --isa x86_64 --out @/link");
        assertEquals(0, run.exitCode(), run::toString);
        List<String> all = List.of("libmodel.so", "main.c", "model.c", "model.h", "weights.bin");
        assertEquals(all, names("c"));
        Files.writeString(folder.resolve("c/main"), "what main.c says to compile it to");
        Files.writeString(folder.resolve("c/model.h"), "old");
        InProcess forced = run("compile @/model.ir --emit c --isa x86_64 --out @/link --force");
        assertEquals(0, forced.exitCode(), forced::toString);
        assertEquals(all, names("c"));
        assertTrue(Files.size(folder.resolve("c/model.h")) > 100);
        assertEquals(before, Files.getAttribute(folder.resolve("c"), "unix:ino"));
        assertTrue(Files.isSymbolicLink(folder.resolve("link")));
    }

    @Test
    void whatNamesNoFolderIsRefused() throws IOException {
        Files.createSymbolicLink(folder.resolve("dangling"), Path.of("gone"));
        InProcess link = run("compile @/model.ir --emit c --out @/dangling");
        assertEquals(2, link.exitCode(), link::toString);
        assertTrue(link.err().contains("dangling is a link to what does not exist"), link::toString);
        InProcess empty = run("compile @/model.ir --emit c --out=");
        assertEquals(2, empty.exitCode(), empty::toString);
        assertTrue(empty.err().contains("--out names no folder"), empty::toString);
        Files.createDirectories(folder.resolve("c/main"));
        InProcess inner = run("compile @/model.ir --emit c --out @/c --force");
        assertEquals(2, inner.exitCode(), inner::toString);
        assertTrue(inner.err().contains("holds main, which is no file of this network's C"), inner::toString);
        assertFalse(Files.exists(folder.resolve("gone")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "compile @/model.ir --emit c                              | --emit c writes a folder; name it, e.g. --out model-c",
        "compile @/model.ir --emit c --out @/model.ir             | is a file; --emit c writes a folder",
        "compile @/model.ir --emit c --out @/other                | is there already and not empty",
        "compile @/model.ir --emit c --out @/other --force        | holds mine.txt, which is no file of this network's C",
        "compile @/model.ir --emit c --out @/nowhere/c            | its folder does not exist or cannot be written",
        "compile @/model.ir --emit c --out @/c --isa sparc        | known are x86_64, x86_avx2, x86_avx512, host",
        "compile @/model.ir --emit c --out @/c --weights foo      | Invalid value for option '--weights': 'foo' is none of incbin, mapped, array",
        "compile @/model.ir --emit c --out @/c --tuning foo       | Invalid value for option '--tuning': 'foo' is none of none, measured",
        "compile @/model.ir --emit c --out @/c --no-passes        | leave --quantize, --passes and --no-passes out",
        "compile @/model.ir --emit onnx --out @/x --isa host      | --weights, --isa and --tuning belong to --emit c",
        "compile @/nowhere.ir --emit c --out @/c                  | there is no file @/nowhere.ir"})
    void aMistakeIsOneLineAndNothingIsWritten(String line, String message) throws IOException {
        InProcess run = run(line);
        assertEquals(2, run.exitCode(), run::toString);
        assertTrue(run.err().contains(message.replace("@", folder.toString())), run::toString);
        assertEquals("", run.out());
        assertEquals(List.of("model.ir", "my-model-2.onnx", "other"), names("."));
        assertEquals(List.of("mine.txt"), names("other"));
    }

    @Test
    void whatHasNoKernelIsRefused() throws IOException {
        Files.writeString(folder.resolve("halves.ir"), GraphText.print(HALVES));
        InProcess run = run("compile @/halves.ir --emit c --isa x86_64 --out @/c");
        assertEquals(2, run.exitCode(), run::toString);
        assertTrue(run.err().contains("halves.ir as C: the C backend has no elements of type f16"), run::toString);
        assertFalse(Files.exists(folder.resolve("c")));
    }
}
