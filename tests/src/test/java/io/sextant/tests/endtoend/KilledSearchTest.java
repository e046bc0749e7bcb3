package io.sextant.tests.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sextant.device.store.MeasurementStore;
import io.sextant.device.store.Store;
import io.sextant.tests.program.ProgramRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program's own searches, killed without warning and resumed: nothing is lost or repeated, and the proposals are the same. */
class KilledSearchTest {
    private static final int WINDOW = 16;
    private static final int TRIALS = 36;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    /** Exit codes of processes that a signal ended. */
    private static final int KILLED = 137;
    private static final int TERMINATED = 143;

    @TempDir
    private Path folder;

    /** No network can meet the limit, so that evolution follows what was measured, and time decides nothing. */
    private static String[] following(Path out) {
        return new String[] {"search", "--space", BriefSearch.space().toString(), "--trials", String.valueOf(TRIALS), "--budget", "10min",
            "--seed", "11", "--limit", "latency <= 1 ns", "--json", "--out", out.toString()};
    }

    @Test
    void proposesWhatTheUndisturbedRunProposes() throws Exception {
        BriefSearch.run();
        Path killed = folder.resolve("killed");
        int before = stored();
        interrupt(killed, following(killed), search -> lines(killed) >= 1 + WINDOW, true);
        assertTrue(stored() >= before, "the store is whole");
        interrupt(killed, resuming(killed), search -> lines(killed) >= 1 + 2 * WINDOW, true);
        ProgramRun resumed = BriefSearch.program().run(resuming(killed));
        assertEquals(3, resumed.exitCode(), resumed::transcript);
        JsonNode counts = Json.of(resumed).at("/counts");
        assertEquals(TRIALS, counts.at("/proposed").asInt());
        assertTrue(counts.at("/from_journal/costs").asInt() >= 2 * WINDOW, counts::toPrettyString);
        assertTrue(resumed.stderr().contains("going on with the run in " + killed), resumed::transcript);
        Path undisturbed = folder.resolve("undisturbed");
        ProgramRun second = BriefSearch.program().run(following(undisturbed));
        assertEquals(3, second.exitCode(), second::transcript);
        assertEquals(0, Json.of(second).at("/counts/measured").asInt(), "the store has what the killed run measured");
        assertEquals(proposals(undisturbed), proposals(killed));
        assertEquals(Json.of(second).at("/nearest"), Json.of(resumed).at("/nearest"));
        assertFalse(proposals(killed).get(TRIALS - 1).endsWith("[]"), "the last ones have parents: " + proposals(killed));
    }

    @Test
    void trainsNothingTwice() throws Exception {
        BriefSearch.run();
        Path run = folder.resolve("run");
        String log = interrupt(run, new String[] {"search", "--space", BriefSearch.space().toString(), "--trials", "6", "--budget", "15s",
            "--seed", "7", "--costs", "measured", "--limit", "latency <= 1 ms", "--out", run.toString()},
            search -> journal(run).contains("\"trained\""), false);
        assertTrue(log.contains("go on with: ./sextant search --resume " + run), log);
        List<String> first = Files.readAllLines(run.resolve("trials.jsonl"));
        interrupt(run, resuming(run), search -> journal(run).contains("\"finished\""), true);
        ProgramRun resumed = BriefSearch.program().run(resuming(run));
        assertEquals(0, resumed.exitCode(), resumed::transcript);
        List<String> lines = Files.readAllLines(run.resolve("trials.jsonl"));
        assertEquals(first, lines.subList(0, first.size()), "what was written stays");
        List<String> trainings = lines.stream().filter(line -> line.contains("\"seed\"") && line.contains("\"event\""))
            .map(line -> line.substring(0, line.indexOf(',', line.indexOf("\"seed\"")))).toList();
        assertEquals(trainings.size(), new HashSet<>(trainings).size(), trainings::toString);
        JsonNode result = Json.of(resumed);
        assertEquals(3, result.at("/winner/accuracy/seeds").size());
        assertTrue(result.at("/counts/from_journal/trainings").asInt() >= 1, result::toPrettyString);
        assertEquals(List.of("front.csv", "report.html", "result.txt", "run.json", "trials.jsonl", "winner.onnx"),
            Folders.files(run).stream().map(Path::toString).toList());
        assertFinishedRunPrintsItsResultAgain(run, resumed);
    }

    private static void assertFinishedRunPrintsItsResultAgain(Path run, ProgramRun resumed) {
        ProgramRun again = BriefSearch.program().run(resuming(run));
        assertEquals(0, again.exitCode(), again::transcript);
        assertEquals(resumed.stdout(), again.stdout());
        assertEquals("", again.stderr(), "nothing was run");
        ProgramRun other = BriefSearch.program().run("search", "--resume", run.toString(), "--seed", "8");
        assertEquals(2, other.exitCode(), other::transcript);
        assertTrue(other.stderr().contains("--seed is 7 there, not 8"), other::transcript);
    }

    private static String[] resuming(Path run) {
        return new String[] {"search", "--resume", run.toString(), "--json"};
    }

    /** Starts the program and ends it as soon as {@code moment} has come; what it printed. */
    private String interrupt(Path run, String[] arguments, Predicate<Process> moment, boolean kill) throws Exception {
        Path log = folder.resolve("log");
        Process search = BriefSearch.program().start(log, arguments);
        try {
            Instant deadline = Instant.now().plus(PATIENCE);
            while (!moment.test(search)) {
                assertTrue(search.isAlive() && Instant.now().isBefore(deadline), () -> text(log));
                search.waitFor(20, TimeUnit.MILLISECONDS);
            }
            if (!kill) {
                search.destroy();
                search.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
        } finally {
            search.destroyForcibly();
        }
        assertEquals(kill ? KILLED : TERMINATED, search.waitFor(), () -> "ended before its end: " + text(log));
        assertNothingHalfWritten(run);
        return text(log);
    }

    /** Opening the store proves that it is whole. */
    private static int stored() {
        try (Store store = Store.open(BriefSearch.home())) {
            assertEquals(List.of(), store.damages());
            return new MeasurementStore(store).count();
        }
    }

    private static void assertNothingHalfWritten(Path run) throws IOException {
        for (Path file : Folders.files(run)) {
            assertTrue(file.toString().matches("trials\\.jsonl|lut\\.csv|\\.costs\\.json|\\.final-[0-9]+-[0-9]+\\.onnx"), file.toString());
        }
        for (String line : journal(run).lines().toList()) {
            assertTrue(new ObjectMapper().readTree(line).isObject(), line);
        }
    }

    private static long lines(Path run) {
        return journal(run).lines().count();
    }

    private static String journal(Path run) {
        Path journal = run.resolve("trials.jsonl");
        return Files.exists(journal) ? text(journal) : "";
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> proposals(Path run) throws IOException {
        JsonNode trials = new ObjectMapper().readTree(run.resolve("run.json").toFile()).at("/trials");
        return Stream.iterate(0, i -> i < trials.size(), i -> i + 1).map(trials::get)
            .map(trial -> trial.at("/trial") + " " + trial.at("/genotype").asText() + " " + trial.at("/parents")).toList();
    }
}
