package io.sextant.tests.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerateTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Generate generate = new Generate(new PrintStream(printed, true, StandardCharsets.UTF_8), System.err);

    @TempDir
    private Path folder;

    /** The second opinion in CI; the other checks are made in the module of the IR. */
    @Test
    void onnxRuntimeAgreesOnSomeHundredGraphs() {
        int code = generate.run(List.of("--seed", "40000", "--graphs", "200", "--check", "onnxruntime", "--out", folder.toString()));
        assertEquals(0, code, this::text);
        assertTrue(text().startsWith("seeds 40000 to 40199: 200 graphs, "), this::text);
        assertTrue(text().endsWith("generate: 0 failed, 0 of them different\n"), this::text);
        assertTrue(Files.exists(folder) && folder.toFile().list().length == 0, "nothing is written without a failure");
    }

    @Test
    void unknownArgumentsShowWhatIsKnown() {
        assertEquals(2, generate.run(List.of("--check", "onnxruntim")));
        assertTrue(text().contains("there is no check 'onnxruntim'") && text().contains("onnxruntime"), this::text);
        assertEquals(2, generate.run(List.of("--graphs", "many")));
        assertTrue(text().contains("--graphs takes a whole number, got 'many'"), this::text);
        assertEquals(2, generate.run(List.of("--nonsense", "1")));
        assertTrue(text().contains("usage: tests/generate"), this::text);
    }

    private String text() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
