package io.sextant.cli.run;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sextant.cli.bench.Tuning;
import io.sextant.ir.InvalidInput;
import io.sextant.search.limit.Limit;
import io.sextant.search.loop.SearchSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JournalHeaderTest {
    private static final Path FOLDER = Path.of("runs/one");
    private final JournalHeader header = SampleJournal.header();

    private JournalHeader.Asked other() {
        SearchSettings settings = header.asked().settings();
        SearchSettings changed = new SearchSettings(List.of(Limit.parse("latency <= 80 us")), settings.trials(), Duration.ofSeconds(180), 8,
            settings.training());
        return new JournalHeader.Asked(header.asked().space(), header.asked().target(), "random", changed, false);
    }

    @Test
    void whatTheUserDidNotTypeMayDiffer() {
        assertDoesNotThrow(() -> header.requireSame(other(), Set.of("--json", "--resume", "--trials", "--space", "--device"), FOLDER));
    }

    @Test
    void whatTheUserTypedIsTheRunsOrRefused() {
        String message = assertThrows(InvalidInput.class,
            () -> header.requireSame(other(), Set.of("--seed", "--limit", "--strategy", "--trials", "--budget"), FOLDER)).getMessage();
        assertEquals("the run in runs/one is another search: --limit is latency <= 60 us there, not latency <= 80 us;"
            + " --budget is 90.0 s there, not 180.0 s; --strategy is evolution there, not random; --seed is 7 there, not 8; leave that out"
            + " to go on with the run, or leave --resume out to begin another one", message);
    }

    @Test
    void aJournalOfAnotherWayOfProposingIsRefused() throws JsonProcessingException {
        String line = JsonText.line(HeaderTree.of(header)).replace("\"proposing\":" + JournalHeader.PROPOSING + ",", "");
        JournalHeader older = HeaderTree.read(new Fields(new ObjectMapper().readTree(line)), "trials.jsonl");
        String message = assertThrows(InvalidInput.class, () -> older.requireSame("0.1.0", older.met(), FOLDER)).getMessage();
        assertEquals("the run in runs/one cannot be resumed here: its way of proposing was version 1, now it is version 2; resume it"
            + " where it began, or begin another one: ./sextant search --limit 'latency <= 60 us'", message);
    }

    @Test
    void goesOnAsItWasTuned() throws JsonProcessingException {
        JournalHeader.Asked.Target target = header.asked().target();
        JournalHeader tuned = new JournalHeader(header.origin(), new JournalHeader.Asked(header.asked().space(),
            new JournalHeader.Asked.Target(target.device(), target.backend(), false, target.costs(), Tuning.MEASURED), "evolution",
            header.asked().settings(), false), header.met(), header.searching());
        String line = JsonText.line(HeaderTree.of(tuned));
        JournalHeader read = HeaderTree.read(new Fields(new ObjectMapper().readTree(line)), "trials.jsonl");
        assertEquals(Tuning.MEASURED, read.asked().target().tuning());
        String message = assertThrows(InvalidInput.class, () -> read.requireSame(header.asked(), Set.of("--tuning"), FOLDER)).getMessage();
        assertTrue(message.contains("--tuning is measured there, not none"), message);
        String damaged = line.replace("\"tuning\":\"measured\"", "\"tuning\":\"often\"");
        assertThrows(Fields.Damaged.class, () -> HeaderTree.read(new Fields(new ObjectMapper().readTree(damaged)), "trials.jsonl"));
    }

    @Test
    void anotherDeviceBackendOrProgramIsRefused() {
        JournalHeader.Met met = header.met();
        assertDoesNotThrow(() -> header.requireSame("0.1.0", met, FOLDER));
        String message = assertThrows(InvalidInput.class,
            () -> header.requireSame("0.2.0", new JournalHeader.Met("other-cpu", "onnxruntime/2"), FOLDER)).getMessage();
        assertEquals("the run in runs/one cannot be resumed here: the program was 0.1.0, now it is 0.2.0; the device host was "
            + met.fingerprint() + ", now it is other-cpu; the backend was " + met.implementation() + ", now it is onnxruntime/2; resume it"
            + " where it began, or begin another one: ./sextant search --limit 'latency <= 60 us'", message);
    }
}
