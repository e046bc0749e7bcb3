package io.sextant.tests.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sextant.tests.program.ProgramRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A search that is killed at thirty random moments and resumed each time comes to what it would have come to without. */
class KilledAnywhereTest {
    private static final int KILLS = 30;
    private static final long SEED = 20;
    /** Exit code of a process that SIGKILL ended. */
    private static final int KILLED = 137;
    /** Of so many parts of the journal, each kill has one in which it comes; the last parts are left for the last run. */
    private static final int PARTS = KILLS + 5;
    private static final int MOST_MILLIS = 10;

    @TempDir
    private Path folder;
    private ProgramRun.Starter program;
    private Path space;

    @BeforeEach
    void prepare() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = List.of(java, "-Xshare:auto", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp",
            System.getProperty("java.class.path"), PretendedSearch.class.getName());
        program = new ProgramRun.Starter(command, folder, Map.of(), Duration.ofMinutes(2));
        space = Folders.resource("small.yaml", folder);
    }

    /** A run with a home of its own. */
    private record Place(Path home, Path run) {
        static Place of(Path folder, String name) throws IOException {
            return new Place(Files.createDirectories(folder.resolve(name).resolve("home")), folder.resolve(name).resolve("run"));
        }

        Path journal() {
            return run.resolve("trials.jsonl");
        }

        long written() throws IOException {
            return Files.exists(journal()) ? Files.size(journal()) : 0;
        }

        List<String> trainings() throws IOException {
            Path file = home.resolve(PretendedSearch.TRAININGS);
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        }
    }

    private String[] arguments(Place place) {
        return new String[] {space.toString(), place.home().toString(), place.run().toString()};
    }

    private void runToItsEnd(Place place) {
        ProgramRun run = program.run(arguments(place));
        assertEquals(0, run.exitCode(), run::transcript);
    }

    @Test
    void comesToTheSameAndRepeatsNothing() throws Exception {
        Place undisturbed = Place.of(folder, "undisturbed");
        runToItsEnd(undisturbed);
        Place killed = Place.of(folder, "killed");
        SplittableRandom random = new SplittableRandom(SEED);
        for (int kill = 0; kill < KILLS; kill++) {
            killWhenWritten((long) (undisturbed.written() * (kill + random.nextDouble()) / PARTS), killed, random);
        }
        runToItsEnd(killed);
        assertEquals(Files.readString(undisturbed.run().resolve(PretendedSearch.RESULT)),
            Files.readString(killed.run().resolve(PretendedSearch.RESULT)));
        List<String> happened = happened(killed);
        assertEquals(happened(undisturbed).stream().sorted().toList(), happened.stream().sorted().toList());
        assertEquals(happened.size(), new HashSet<>(happened).size(), "nothing happened twice");
        assertEquals(Files.readAllLines(undisturbed.home().resolve("records.jsonl")).size(),
            Files.readAllLines(killed.home().resolve("records.jsonl")).size(), "every network was measured once");
        assertEquals(new HashSet<>(undisturbed.trainings()), new HashSet<>(killed.trainings()));
        int repeated = killed.trainings().size() - undisturbed.trainings().size();
        assertTrue(repeated <= KILLS, repeated + " trainings were lost by " + KILLS + " kills, at most the one in hand each time");
    }

    /** Kills some milliseconds after the journal has so many bytes. */
    private void killWhenWritten(long enough, Place place, SplittableRandom random) throws Exception {
        Path log = folder.resolve("log");
        Process search = program.start(log, arguments(place));
        try {
            while (search.isAlive() && place.written() <= enough) {
                search.waitFor(1, TimeUnit.MILLISECONDS);
            }
            search.waitFor(random.nextInt(MOST_MILLIS), TimeUnit.MILLISECONDS);
        } finally {
            search.destroyForcibly();
        }
        assertEquals(KILLED, search.waitFor(), () -> "killed before its end: " + text(log));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** What was asked and decided, without the times. */
    private static List<String> happened(Place place) throws IOException {
        List<String> happened = new ArrayList<>();
        for (String line : Files.readAllLines(place.journal())) {
            JsonNode event = new ObjectMapper().readTree(line);
            if (event.has("event")) {
                happened.add(event.path("event").asText() + " " + event.path("trial") + " " + event.path("genotype") + " "
                    + event.path("parents") + " " + event.path("epochs") + " " + event.path("seed") + " " + event.path("accuracy")
                    + event.path("limit") + event.path("trials") + event.path("rungs"));
            }
        }
        return happened;
    }
}
