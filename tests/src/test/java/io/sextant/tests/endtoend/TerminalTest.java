package io.sextant.tests.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.tests.program.ProgramRun;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a terminal: colours unless {@code NO_COLOR} is set, and bars that leave messages readable. */
class TerminalTest {
    private static final String COLOUR = "\u001b[";

    @TempDir
    private Path folder;

    @Test
    void helpIsColouredUnlessNoColorIsSet() {
        assertTrue(onTerminal("env -u NO_COLOR", "--help").contains(COLOUR));
        assertFalse(onTerminal("env NO_COLOR=1", "--help").contains(COLOUR));
    }

    @Test
    void barsAreOfPlainCharactersIfNoColorIsSet() throws IOException {
        ProgramRun.Starter program = BriefSearch.program();
        List<String> command = new ArrayList<>(program.command());
        command.add(1, "-Dsextant.stderr.terminal=true");
        ProgramRun.Starter terminal = new ProgramRun.Starter(command, folder, program.environment(), program.timeout());
        ProgramRun run = terminal.run("profile", "--backend", "onnxruntime",
            ForeignModels.crashing(folder.resolve("crash.onnx")).toString());
        assertEquals(2, run.exitCode(), run::transcript);
        assertTrue(run.stderr().contains("Measuring end to end") && run.stderr().contains("\r"), run::transcript);
        assertFalse(run.stderr().matches("(?s).*\u001b\\[[0-9;]*m.*"), run::transcript);
        assertTrue(run.stderr().chars().allMatch(c -> c < 128), run::transcript);
        assertTrue(run.stderr().lines().anyMatch(line -> line.startsWith("sextant: ")), run::transcript);
    }

    /** Through util-linux's script, which gives it a terminal. */
    private String onTerminal(String environment, String... arguments) {
        ProgramRun.Starter program = ProgramRun.inChildJvm(folder, folder);
        String line = program.command().stream().map(word -> "'" + word + "'").collect(Collectors.joining(" ", environment + " ", " "))
            + String.join(" ", arguments);
        ProgramRun.Starter script = new ProgramRun.Starter(List.of("env", "script", "-qec"), folder, Map.of("TERM", "xterm"),
            Duration.ofMinutes(1));
        ProgramRun run = script.run(line, "/dev/null");
        Assumptions.assumeTrue(run.exitCode() != 127, "skipped: no program 'script'; install it: apt-get install -y bsdutils");
        assertEquals(0, run.exitCode(), run::transcript);
        return run.stdout();
    }
}
