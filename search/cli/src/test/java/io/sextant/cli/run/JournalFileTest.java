package io.sextant.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.graph.GraphHash;
import io.sextant.search.loop.Event;
import io.sextant.search.port.Evaluator.Finished;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JournalFileTest {
    @TempDir
    private Path parent;
    private RunFolder folder;
    private Path file;

    @BeforeEach
    void makeFolder() {
        folder = RunFolder.create(parent.resolve("run"));
        file = folder.file("trials.jsonl");
    }

    private void write(List<Event> events) {
        try (JournalFile journal = JournalFile.begin(folder, SampleJournal.header())) {
            events.forEach(event -> journal.append(List.of(event)));
        }
    }

    private List<Event> read() {
        try (JournalFile journal = JournalFile.resume(folder)) {
            return journal.before();
        }
    }

    private String refusal() {
        return assertThrows(InvalidInput.class, this::read).getMessage();
    }

    /** Graphs are equal by content, since a graph's values have identities of their own. */
    private static List<String> words(List<Event> events) {
        return events.stream().map(event -> event instanceof Event.Finished last && last.outcome() instanceof Finished finished
            ? last.training() + " at " + last.at() + " " + finished.selectionAccuracy() + " " + finished.freshAccuracy() + " "
                + finished.standardAccuracy() + " " + finished.duration() + " " + GraphHash.content(finished.trained())
            : event.toString()).toList();
    }

    @Test
    void everyKindOfEventComesBackAsItWas() {
        write(SampleJournal.events());
        assertEquals(words(SampleJournal.events()), words(read()));
        assertEquals(SampleJournal.events().size(), SampleJournal.events().stream().map(Event::hashCode).distinct().count());
    }

    @Test
    void theHeaderComesBackAsItWas() {
        write(List.of());
        JournalHeader read = JournalFile.header(folder);
        JournalHeader header = SampleJournal.header();
        assertEquals(header.origin(), read.origin());
        assertEquals(header.met(), read.met());
        assertEquals(header.searching(), read.searching());
        assertEquals(header.asked().options(), read.asked().options());
        assertEquals(header.asked().settings(), read.asked().settings());
        assertEquals(header.asked().space().declaration(), read.asked().space().declaration());
    }

    @Test
    void eventsOfOneCallAreLinesThatFollow() throws IOException {
        try (JournalFile journal = JournalFile.begin(folder, SampleJournal.header())) {
            journal.append(SampleJournal.events());
            List<String> lines = Files.readAllLines(file);
            assertEquals(1 + SampleJournal.events().size(), lines.size());
            assertTrue(lines.get(0).startsWith("{\"schema\":\"sextant-journal/1\",\"program\":\"0.1.0\""), lines.get(0));
            assertEquals("{\"event\":\"costed\",\"trial\":0,\"genotype\":\"" + SampleJournal.GENOTYPE + "\",\"parents\":[],"
                + "\"reused\":false,\"metrics\":{\"latency\":{\"value\":48000.125,\"lo\":47000.0,\"hi\":49000.0,\"unit\":\"ns\",\"kind\":\"measured\"},"
                + "\"params\":{\"value\":1234.0,\"lo\":1234.0,\"hi\":1234.0,\"unit\":\"\",\"kind\":\"counted\"}},\"at_ns\":1500000001}",
                lines.get(1));
        }
    }

    @Test
    void aLineThatWasTornIsLeftOutAndWrittenOver() throws IOException {
        write(SampleJournal.events());
        byte[] whole = Files.readAllBytes(file);
        long headerEnd = new String(whole, StandardCharsets.UTF_8).indexOf('\n') + 1;
        for (int length = whole.length - 1; length >= headerEnd; length -= 89) {
            Files.write(file, Arrays.copyOf(whole, length));
            int kept = (int) new String(whole, 0, length, StandardCharsets.UTF_8).chars().filter(one -> one == '\n').count() - 1;
            try (JournalFile journal = JournalFile.resume(folder)) {
                assertEquals(words(SampleJournal.events().subList(0, kept)), words(journal.before()), "cut to " + length + " bytes");
                journal.append(SampleJournal.events().subList(kept, SampleJournal.events().size()));
            }
            assertEquals(new String(whole, StandardCharsets.UTF_8), Files.readString(file), "cut to " + length + " bytes");
        }
    }

    @Test
    void aRunKilledBeforeItsFirstLineHasNothingToResume() throws IOException {
        write(List.of());
        byte[] whole = Files.readAllBytes(file);
        for (int length : new int[] {0, 20, whole.length - 1}) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertEquals("the run in " + folder.path() + " was interrupted before it began, so that there is nothing to resume; start it"
                + " again with another --out", refusal());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        "event":"costed","trial":0 | "event":"costed","trial":0.5      | expected a whole number in 'trial', found 0.5
        "event":"costed","trial":0 | "event":"costed"                  | expected a whole number in 'trial'
        "event":"costed"           | "event":"Costed"                  | unknown event 'Costed'
        "latency":                 | "lateness":                       | unknown metric 'lateness'
        "lo":47000.0               | "lo":48000.5                      | bounds enclose the value
        "reused":false             | "reused":0                        | expected true or false in 'reused', found 0
        {"event":"costed"          | {{"event":"costed"                | not JSON: Unexpected character
        "genotype":"               | "genotype":"9-                    | 9
        """)
    void damageIsNamedWithFileAndLine(String written, String damaged, String reason) throws IOException {
        write(SampleJournal.events());
        List<String> lines = Files.readAllLines(file);
        lines.set(1, lines.get(1).replace(written, damaged));
        Files.write(file, lines);
        String message = refusal();
        assertTrue(message.startsWith(file + ":2: damaged: ") && message.contains(reason), message);
        assertTrue(message.endsWith("; to go on from the line before, cut it off there: head -n 1 FILE > NEW"), message);
    }

    @Test
    void aWholeLastLineThatIsNoEventIsDamage() throws IOException {
        write(SampleJournal.events());
        int lines = Files.readAllLines(file).size();
        Files.writeString(file, Files.readString(file) + "{\"event\":\"cos\n");
        assertTrue(refusal().startsWith(file + ":" + (lines + 1) + ": damaged: not JSON"), refusal());
    }

    @Test
    void anotherFileIsNoJournal() throws IOException {
        Files.writeString(file, "{\"trial\":0,\"genotype\":\"0-0\"}\n");
        assertTrue(refusal().startsWith(file + ":1: no beginning of a journal: expected a journal of schema sextant-journal/1"), refusal());
    }

    @Test
    void trainedNetworksAreKeptBesideUntilTheEnd() throws IOException {
        write(SampleJournal.events());
        Path weights = folder.file(".final-3-18446744073709551609.onnx");
        assertTrue(Files.exists(weights));
        Files.delete(weights);
        assertTrue(refusal().contains("damaged: " + weights + ": no such file"), refusal());
        Files.writeString(weights, "");
        folder.discardFinals();
        assertFalse(Files.exists(weights));
        assertTrue(Files.exists(file));
    }

    @Test
    void onlyOneProcessGoesOnWithARun() {
        try (JournalFile first = JournalFile.begin(folder, SampleJournal.header())) {
            first.append(SampleJournal.events().subList(0, 1));
            assertEquals("the run in " + folder.path() + " is still going on: another process writes " + file
                + "; wait for it, or end it first", refusal());
        }
        assertEquals(1, read().size());
    }

    @Test
    void aJournalIsBegunOnce() {
        write(List.of());
        String message = assertThrows(InvalidInput.class, () -> write(List.of())).getMessage();
        assertTrue(message.startsWith("cannot write " + file + " (there is a file of that name already"), message);
        assertTrue(Files.exists(file));
    }

    @Test
    void theFolderOfARunIsTold() throws IOException {
        Path none = parent.resolve("none");
        assertEquals("no run to resume in " + none + ": there is no such folder; give the folder of a run, e.g. --resume"
            + " runs/20260131-120305-mnist1d-s7", assertThrows(InvalidInput.class, () -> RunFolder.open(none)).getMessage());
        Files.createDirectories(none);
        assertTrue(assertThrows(InvalidInput.class, () -> RunFolder.open(none)).getMessage().contains(": it has no journal trials.jsonl;"));
    }
}
