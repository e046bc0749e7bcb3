package io.sextant.tests.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sextant.device.store.MeasurementStore;
import io.sextant.device.store.Store;
import io.sextant.tests.program.ProgramRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A search that is killed without warning costs what it had not yet measured, and nothing else. */
class KilledSearchTest {
    private static final int WINDOW = 16;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final List<String> ARGUMENTS = List.of("search", "--trials", "20", "--budget", "2min", "--seed", "11", "--limit",
        "latency <= 1 ns", "--json", "--out");
    /** Exit code of a process that SIGKILL ended. */
    private static final int KILLED = 137;

    @TempDir
    private Path folder;

    @Test
    void nextRunMeasuresOnlyWhatIsMissing() throws Exception {
        BriefSearch.run();
        int before = stored();
        Path killed = folder.resolve("killed");
        Process search = BriefSearch.program().start(folder.resolve("log"), arguments(killed));
        try {
            awaitMeasurements(search, before + WINDOW);
        } finally {
            search.destroyForcibly();
        }
        assertEquals(KILLED, search.waitFor(), "the search was killed before its end");
        assertNothingHalfWritten(killed);
        ProgramRun next = BriefSearch.program().run(arguments(folder.resolve("next")));
        assertEquals(3, next.exitCode(), next::transcript);
        JsonNode counts = Json.of(next).at("/counts");
        assertTrue(counts.at("/cached").asInt() >= WINDOW, counts::toPrettyString);
        assertTrue(counts.at("/measured").asInt() <= counts.at("/proposed").asInt() - WINDOW, counts::toPrettyString);
    }

    private static String[] arguments(Path out) {
        return Stream.concat(ARGUMENTS.stream(), Stream.of(out.toString())).toArray(String[]::new);
    }

    /** Opening the store proves that it is whole. */
    private static int stored() {
        try (Store store = Store.open(BriefSearch.home())) {
            assertEquals(List.of(), store.damages());
            return new MeasurementStore(store).count();
        }
    }

    private void awaitMeasurements(Process search, int count) throws InterruptedException, IOException {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (stored() < count) {
            assertTrue(search.isAlive() && Instant.now().isBefore(deadline), Files.readString(folder.resolve("log")));
            search.waitFor(50, TimeUnit.MILLISECONDS);
        }
    }

    private static void assertNothingHalfWritten(Path run) throws IOException {
        for (Path file : Folders.files(run)) {
            assertEquals(Path.of("trials.jsonl"), file, "left behind");
        }
        Path journal = run.resolve("trials.jsonl");
        if (Files.exists(journal)) {
            for (String line : Files.readAllLines(journal)) {
                assertTrue(new ObjectMapper().readTree(line).isObject(), line);
            }
        }
    }
}
