package io.sextant.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.cli.terminal.ExitCode;
import io.sextant.ir.InvalidInput;
import io.sextant.ir.type.IllTyped;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Which failure ends with which exit code. */
class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Command(name = "answer")
    private record Answer(Callable<Integer> work) implements Callable<Integer> {
        @Override
        public Integer call() throws Exception {
            return work.call();
        }
    }

    private int run(Callable<Integer> work, String... arguments) {
        CommandLine line = Main.commandLine().addSubcommand(new Answer(work));
        return line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true)).execute(arguments);
    }

    @Test
    void theCommandsAnswerIsTheExitCode() {
        assertEquals(ExitCode.NOT_MET, run(() -> ExitCode.NOT_MET, "answer"));
        assertEquals(0, run(() -> ExitCode.DONE, "answer"));
        assertEquals("", err.toString());
    }

    @Test
    void theUsersMistakeIsOneLineAndExitCodeTwo() {
        assertEquals(2, run(() -> {
            throw new InvalidInput("there is no file x");
        }, "answer"));
        assertEquals("sextant: there is no file x" + System.lineSeparator(), err.toString());
    }

    @Test
    void anIllTypedModelIsTheUsersMistake() {
        assertEquals(2, run(() -> {
            throw new IllTyped("conv2d C4: no");
        }, "answer"));
        assertEquals("sextant: conv2d C4: no" + System.lineSeparator(), err.toString());
    }

    @Test
    void aFaultOfTheProgramShowsItsTraceAndExitCodeOne() {
        assertEquals(1, run(() -> {
            throw new IllegalStateException("broken");
        }, "answer"));
        assertTrue(err.toString().startsWith("sextant: a fault of the program: java.lang.IllegalStateException: broken"), err::toString);
        assertTrue(err.toString().contains("at io.sextant.cli.MainTest"), err::toString);
        assertTrue(err.toString().contains("Please report it"), err::toString);
    }

    @Test
    void anUnknownOptionNamesTheHelp() {
        assertEquals(2, run(() -> 0, "search", "--limits", "x"));
        assertTrue(err.toString().contains("Try 'sextant search --help'."), err::toString);
        assertTrue(err.toString().contains("--limit"), err::toString);
    }

    @Test
    void anUnknownCommandIsExitCodeTwo() {
        assertEquals(2, run(() -> 0, "serach"));
        assertTrue(err.toString().contains("search"), err::toString);
    }

    @Test
    void aMissingModelIsExitCodeTwo() {
        assertEquals(2, run(() -> 0, "show", "nowhere/model.onnx"));
        assertEquals("sextant: there is no file nowhere/model.onnx; give the path of an ONNX or TFLite model" + System.lineSeparator(), err.toString());
    }

    @Test
    void whatIsWrongWithASearchIsSaidBeforeAnythingRuns() {
        assertEquals(2, run(() -> 0, "search", "--budget", "soon"));
        assertEquals(2, run(() -> 0, "search", "--limit", "latency <= 60"));
        assertEquals(2, run(() -> 0, "search", "--trials", "0"));
        assertEquals(2, run(() -> 0, "search", "--strategy", "evolutoin"));
        assertTrue(err.toString().contains("--budget 'soon'"), err::toString);
        assertTrue(err.toString().contains("latency needs a unit"), err::toString);
        assertTrue(err.toString().contains("--trials 0"), err::toString);
        assertTrue(err.toString().contains("did you mean evolution"), err::toString);
    }

    @Test
    void anIllTypedSpaceIsRefusedBeforeAnythingRuns(@TempDir Path folder) throws IOException {
        Path space = Files.writeString(folder.resolve("mine.yaml"), """
            name: mine
            input: f32[1x40x1]
            classes: 10
            block: fused
            stem: {width: 8, kernel: 5, stride: 8, padding: valid, activation: relu}
            stages:
              - {width: 8, stride: 1, padding: valid, activation: relu, depth: [1, 2], kernel: [3, 5], expansion: 2}
            """);
        assertEquals(2, run(() -> 0, "search", "--space", space.toString()));
        assertEquals("sextant: " + space + ":7: stages[0].kernel: stage 1 block 2 is ill-typed where kernel = 5 and stage 1 depth = 2:"
            + " convolution W3: window of 5 fits dimension 1 of f32[1x3x8] with padding [0]:[0]; right would be kernel = 3, or stage 1 depth"
            + " = 1, or padding: same" + System.lineSeparator(), err.toString());
    }

    @Test
    void whatCannotBeResumedIsSaidBeforeAnythingRuns() {
        assertEquals(2, run(() -> 0, "search", "--resume", "nowhere/at-all"));
        assertTrue(err.toString().startsWith("sextant: no run to resume in nowhere/at-all: there is no such folder;"), err::toString);
    }

    @Test
    void versionAndHelpGoToStandardOutput() {
        assertEquals(0, run(() -> 0, "--version"));
        assertTrue(out.toString().matches("sextant [0-9]+\\.[0-9]+\\.[0-9]+\\s*"), out::toString);
        assertEquals(0, run(() -> 0, "search", "--help"));
        assertTrue(out.toString().contains("Example:"), out::toString);
        assertFalse(out.toString().contains("${"), "every variable in the help is filled in");
        assertEquals("", err.toString());
    }
}
