package io.sextant.device.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.sextant.ir.InvalidInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreTest {
    @TempDir
    private Path home;

    private static Entry entry(String key, int value) {
        return new Entry("number", key, IntNode.valueOf(value));
    }

    private static Optional<Integer> number(Store store, String key) {
        return store.find("number", key).map(value -> value.intValue());
    }

    private Path records() {
        return home.resolve("records.jsonl");
    }

    private void fill(int records) {
        try (Store store = Store.open(home)) {
            for (int i = 0; i < records; i++) {
                store.put(entry("k" + i, i));
            }
        }
    }

    @Test
    void theLatestOfAKeyCountsAndSurvivesReopening() {
        try (Store store = Store.open(home)) {
            store.put(entry("a", 1));
            store.putAll(List.of(entry("b", 2), entry("a", 3), new Entry("text", "a", TextNode.valueOf("line\nfeed ü"))));
            assertEquals(Optional.of(3), number(store, "a"));
        }
        try (Store store = Store.open(home)) {
            assertEquals(Optional.of(3), number(store, "a"));
            assertEquals("line\nfeed ü", store.find("text", "a").orElseThrow().textValue());
            assertEquals(Optional.empty(), store.find("text", "b"));
            assertEquals(List.of(entry("a", 3), entry("b", 2)), store.list("number"));
            assertEquals(2, store.count("number"));
            assertEquals(List.of(), store.damages());
        }
    }

    @Test
    void recordsAreLinesOfText() throws IOException {
        fill(1);
        assertTrue(Files.readString(records()).matches(
            "sextant-record/1 38 [0-9a-f]{16} \\{\"kind\":\"number\",\"key\":\"k0\",\"value\":0}\n"), Files.readString(records()));
    }

    @Test
    void aTornLastRecordIsDroppedAtWhateverByteItBroke() throws IOException {
        fill(3);
        byte[] whole = Files.readAllBytes(records());
        int secondEnds = whole.length * 2 / 3;
        for (int length = secondEnds + 1; length < whole.length - 1; length++) {
            Files.write(records(), Arrays.copyOf(whole, length));
            try (Store store = Store.open(home)) {
                assertEquals(Optional.of(1), number(store, "k1"));
                assertEquals(Optional.empty(), number(store, "k2"));
                assertEquals(1, store.damages().size());
                store.put(entry("k2", 22));
            }
            try (Store store = Store.open(home)) {
                assertEquals(Optional.of(22), number(store, "k2"));
                assertEquals(List.of(), store.damages());
            }
        }
    }

    @Test
    void aRecordTornMeanwhileByAnotherProcessIsRemovedBeforeAppending() throws IOException {
        try (Store store = Store.open(home)) {
            store.put(entry("a", 1));
            Files.writeString(records(), "sextant-record/1 9999 torn" + "x".repeat(500), StandardOpenOption.APPEND);
            assertEquals(Optional.of(1), number(store, "a"));
            store.put(entry("b", 2));
            assertEquals(Optional.of(2), number(store, "b"));
        }
        assertEquals(2, Files.readAllLines(records()).size());
    }

    @Test
    void aDamagedRecordInTheMiddleIsSkippedAndReported() throws IOException {
        fill(5);
        String text = Files.readString(records());
        List<String> lines = new ArrayList<>(text.lines().toList());
        lines.set(1, lines.get(1).replace("\"value\":1", "\"value\":7"));
        lines.set(3, "\u0000\u0000\u0000");
        Files.writeString(records(), String.join("\n", lines) + "\n");
        try (Store store = Store.open(home)) {
            assertEquals(List.of("k0", "k2", "k4"), store.list("number").stream().map(Entry::key).toList());
            assertEquals(2, store.damages().size());
            assertTrue(store.damages().get(0).endsWith("skipped a damaged record at byte " + (lines.get(0).length() + 1)
                + ": its length or checksum does not match"), store.damages().toString());
        }
    }

    @Test
    void twoStoresOfOneFileSeeWhatTheOtherAppends() {
        try (Store first = Store.open(home); Store second = Store.open(home)) {
            first.put(entry("a", 1));
            assertEquals(Optional.of(1), number(second, "a"));
            second.put(entry("a", 2));
            assertEquals(Optional.of(2), number(first, "a"));
        }
    }

    @Test
    void aStoreThatWasEmptiedMeanwhileIsReadAnew() throws IOException {
        try (Store store = Store.open(home)) {
            store.put(entry("a", 1));
            Files.write(records(), new byte[0]);
            assertEquals(Optional.empty(), number(store, "a"));
            store.put(entry("b", 2));
            assertEquals(Optional.of(2), number(store, "b"));
        }
    }

    @Test
    void manyThreadsAndProcessesAppendAtOnce() throws Exception {
        int records = 40;
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            processes.add(Appender.start(home, "process" + i + "-", records));
        }
        List<CompletableFuture<Void>> threads = new ArrayList<>();
        try (Store shared = Store.open(home); Store other = Store.open(home)) {
            for (int t = 0; t < 4; t++) {
                String prefix = "thread" + t + "-";
                Store store = t % 2 == 0 ? shared : other;
                threads.add(CompletableFuture.runAsync(() -> Appender.append(store, prefix, records, stored -> { })));
            }
            threads.forEach(CompletableFuture::join);
            for (Process process : processes) {
                assertEquals(0, process.waitFor());
            }
            assertEquals(6 * records, shared.count("number"));
            assertEquals(List.of(), shared.damages());
        }
        assertEquals(6 * records, Files.readAllLines(records()).size());
    }

    @Test
    void aKilledProcessLosesAtMostItsLastRecord() throws Exception {
        Process process = Appender.start(home, "k", 1_000_000);
        int announced = -1;
        try (var output = process.inputReader()) {
            while (announced < 150) {
                announced = Integer.parseInt(output.readLine());
            }
            process.destroyForcibly();
            for (String line = output.readLine(); line != null && !line.isEmpty(); line = output.readLine()) {
                announced = Math.max(announced, Integer.parseInt(line));
            }
        } catch (IOException closedByTheKill) {
            assertTrue(announced >= 150);
        }
        process.waitFor();
        try (Store store = Store.open(home)) {
            for (int i = 0; i <= announced; i++) {
                assertEquals(Optional.of(i), number(store, "k" + i), "record " + i + " of " + announced);
            }
            store.put(entry("after", 1));
            assertEquals(Optional.of(1), number(store, "after"));
        }
    }

    @Test
    void aFullDiskIsSaidAndNothingIsHalfWritten() throws IOException {
        Path full = Path.of("/dev/full");
        Assumptions.assumeTrue(Files.exists(full), "needs /dev/full (Linux)");
        Files.createSymbolicLink(records(), full);
        try (Store store = Store.open(home)) {
            String message = assertThrows(InvalidInput.class, () -> store.put(entry("a", 1))).getMessage();
            assertTrue(message.contains("No space left on device") && message.contains("set SEXTANT_HOME"), message);
            assertEquals(Optional.empty(), number(store, "a"));
        } finally {
            Files.delete(records());
        }
    }

    @Test
    void aFolderThatCannotBeMadeIsSaid() throws IOException {
        Path file = Files.writeString(home.resolve("file"), "");
        String message = assertThrows(InvalidInput.class, () -> Store.open(file.resolve("below"))).getMessage();
        assertTrue(message.contains(file.toString()) && message.contains("set SEXTANT_HOME"), message);
        String onFile = assertThrows(InvalidInput.class, () -> Store.open(file)).getMessage();
        assertTrue(onFile.contains("there is a file of that name"), onFile);
    }

    @Test
    void homeIsTheVariableElseTheCacheOfTheUser() {
        assertEquals(Path.of("/u/.cache/sextant"), Home.resolve(Map.of(), Path.of("/u")));
        assertEquals(Path.of("/u/.cache/sextant"), Home.resolve(Map.of("SEXTANT_HOME", " "), Path.of("/u")));
        assertEquals(Path.of("/data/s"), Home.resolve(Map.of("SEXTANT_HOME", "/data/s"), Path.of("/u")));
    }
}
