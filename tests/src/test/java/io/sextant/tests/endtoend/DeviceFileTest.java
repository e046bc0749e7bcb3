package io.sextant.tests.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.sextant.tests.program.ProgramRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --device} takes the path of a profile that a person edited. */
class DeviceFileTest {
    @TempDir
    private Path folder;

    @Test
    void editedCopyOfTheHostIsTheSameMachineUnderAnotherName() throws IOException {
        Path profile = edited("id: host", "id: bench-room-3");
        ProgramRun run = search(profile);
        assertEquals(3, run.exitCode(), run::transcript);
        JsonNode result = Json.of(run);
        assertEquals("bench-room-3", result.at("/device").asText());
        assertEquals(0, result.at("/counts/measured").asInt(), result::toPrettyString);
    }

    @Test
    void profileOfAnotherMachineIsNotMeasuredOnThisOne() throws IOException {
        ProgramRun run = search(edited("  model: ", "  model: Another "));
        assertEquals(2, run.exitCode(), run::transcript);
        assertTrue(run.stderr().contains("host.yaml") && run.stderr().contains("Another "), run::transcript);
    }

    @Test
    void slipOfThePenIsNamedWithItsLine() throws IOException {
        ProgramRun run = search(edited("memory:", "memry:"));
        assertEquals(2, run.exitCode(), run::transcript);
        assertTrue(run.stderr().contains("host.yaml") && run.stderr().contains("memry"), run::transcript);
    }

    private Path edited(String text, String replacement) throws IOException {
        BriefSearch.run();
        String host = Files.readString(BriefSearch.home().resolve("devices").resolve("host.yaml"));
        assertTrue(host.contains(text), host);
        return Files.writeString(folder.resolve("host.yaml"), host.replace(text, replacement));
    }

    /** What the brief search has measured. */
    private ProgramRun search(Path profile) {
        return BriefSearch.search(folder.resolve("run"), "--device", profile.toString(), "--limit", "latency <= 1 ns", "--quiet", "--json");
    }
}
