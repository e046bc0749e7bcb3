package io.sextant.tests.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.tests.program.ProgramRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Input that cannot be used: exit code 2, one clear message, nothing left behind. */
class BadInputTest {
    private static final int BAD_INPUT = 2;
    private static final List<String> HINTS = List.of("Try ", "Did you mean", "Possible solutions");

    @TempDir
    private Path folder;
    private ProgramRun.Starter program;

    @BeforeEach
    void prepare() throws IOException {
        program = ProgramRun.inChildJvm(folder.resolve("home"), Files.createDirectory(folder.resolve("work")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "--space | mnist1 | mnist1d", "--device | hots | host", "--backend | onnxruntim | onnxruntime", "--devise | host | --device"
    })
    void unknownNameSuggestsANearOne(String option, String given, String meant) {
        ProgramRun run = refused("search", option, given);
        assertTrue(run.stderr().contains(option.equals("--devise") ? option : given), run::transcript);
        assertTrue(run.stderr().contains(meant), run::transcript);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "latency <= 60 | latency <= 60 us", "latency 60 us | <=", "latency <= sixty us | sixty", "latencie <= 60 us | latency",
        "latency <= 60 KiB | us", "latency <= -1 us | -1", "ram <= 64 | KiB"
    })
    void malformedLimitShowsTheRightForm(String limit, String expected) {
        ProgramRun run = refused("search", "--limit", limit);
        assertTrue(run.stderr().contains(expected), run::transcript);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"--trials | 0", "--trials | many", "--budget | 3", "--budget | soon", "--seed | x"})
    void malformedNumberIsNamed(String option, String given) {
        ProgramRun run = refused("search", option, given);
        assertTrue(run.stderr().contains(given), run::transcript);
    }

    @ParameterizedTest
    @ValueSource(strings = {"show", "profile"})
    void missingFileIsNamed(String command) {
        ProgramRun run = refused(command, "nowhere/winner.onnx");
        assertTrue(run.stderr().contains("nowhere/winner.onnx"), run::transcript);
    }

    @ParameterizedTest
    @ValueSource(strings = {"show", "profile"})
    void brokenOnnxIsNamed(String command) throws IOException {
        Path broken = folder.resolve("broken.onnx");
        Files.writeString(broken, "this is no protocol buffer");
        ProgramRun run = refusedModel(command, broken);
        assertTrue(run.stderr().contains("broken.onnx"), run::transcript);
    }

    @ParameterizedTest
    @ValueSource(strings = {"show", "profile"})
    void emptyOnnxIsNamed(String command) throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.onnx"));
        ProgramRun run = refused(command, empty.toString());
        assertTrue(run.stderr().contains("empty.onnx"), run::transcript);
    }

    @ParameterizedTest
    @ValueSource(strings = {"show", "profile"})
    void folderIsNoModel(String command) {
        refused(command, folder.toString());
    }

    @Test
    void truncatedOnnxIsNamed() throws IOException {
        byte[] whole = Files.readAllBytes(BriefSearch.winner());
        Path half = Files.write(folder.resolve("half.onnx"), Arrays.copyOf(whole, whole.length / 2));
        for (String command : List.of("show", "profile")) {
            ProgramRun run = refusedModel(command, half);
            assertTrue(run.stderr().contains("half.onnx"), run::transcript);
        }
    }

    @Test
    void foldersThatCannotBeWrittenAreNamed() throws IOException {
        Path occupied = Files.createFile(folder.resolve("occupied"));
        for (String out : List.of(occupied.resolve("run").toString(), "/proc/sextant-run")) {
            ProgramRun run = refused("search", "--out", out);
            assertTrue(run.stderr().contains(out), run::transcript);
        }
    }

    @Test
    void homeThatCannotBeWrittenIsNamed() throws IOException {
        Path occupied = Files.createFile(folder.resolve("occupied"));
        program = ProgramRun.inChildJvm(occupied.resolve("home"), folder.resolve("work"));
        ProgramRun run = refused("search", "--trials", "2");
        assertTrue(run.stderr().contains(occupied.toString()), run::transcript);
    }

    @Test
    void brokenSpaceFileIsNamedWithItsPlace() throws IOException {
        Path space = folder.resolve("space.yaml");
        Files.writeString(space, "name: mine\nstages: [\n");
        ProgramRun run = refused("search", "--space", space.toString());
        assertTrue(run.stderr().contains("space.yaml"), run::transcript);
    }

    @Test
    void aSpaceOfOtherDataIsNotSearched() {
        ProgramRun run = refused("search", "--space", "mobilenetv3");
        assertTrue(run.stderr().contains("mobilenetv3 takes f32[1x160x160x3]") && run.stderr().contains("sextant lut build"),
            run::transcript);
    }

    @Test
    void unknownCommandSuggestsANearOne() {
        ProgramRun run = refused("serch");
        assertTrue(run.stderr().contains("search"), run::transcript);
    }

    /** On a machine that was probed before. */
    private ProgramRun refusedModel(String command, Path model) {
        program = ProgramRun.inChildJvm(BriefSearch.home(), program.folder());
        return refused(command, model.toString(), "--quiet");
    }

    private ProgramRun refused(String... arguments) {
        ProgramRun run = program.run(arguments);
        assertEquals(BAD_INPUT, run.exitCode(), run::transcript);
        assertEquals("", run.stdout(), run::transcript);
        assertFalse(run.stderr().contains("\tat "), () -> "a stack trace in\n" + run.transcript());
        List<String> messages = new ArrayList<>(run.stderr().lines().toList());
        messages.removeIf(line -> HINTS.stream().anyMatch(line::startsWith));
        assertEquals(1, messages.size(), run::transcript);
        assertEquals(List.of(), Folders.files(program.folder()), "left behind in the working folder");
        return run;
    }
}
