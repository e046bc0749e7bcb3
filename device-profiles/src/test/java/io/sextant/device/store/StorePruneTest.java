package io.sextant.device.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sextant.device.store.StoreSurvey.Group;
import io.sextant.ir.InvalidInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorePruneTest {
    private static final Instant MARCH = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant MAY = Instant.parse("2026-05-01T00:00:00Z");

    @TempDir
    private Path home;

    private Path records() {
        return home.resolve("records.jsonl");
    }

    private static Entry number(String key, int value) {
        return new Entry("number", key, IntNode.valueOf(value));
    }

    private static Entry time(String key, String device, Instant date) {
        JsonNode value = JsonNodeFactory.instance.objectNode().put("device", device).put("implementation", "engine/1/o")
            .put("date", date.toString()).set("samples", JsonNodeFactory.instance.arrayNode().add(1).add(2));
        return new Entry("time/1", key, value);
    }

    private static Optional<Integer> find(Store store, String key) {
        return store.find("number", key).map(JsonNode::intValue);
    }

    @Test
    void recordsAreGroupedByWhatTheyAreAbout() throws IOException {
        try (Store store = Store.open(home)) {
            store.putAll(List.of(time("a", "here", MAY), time("b", "here", MARCH), time("c", "there", MAY), number("n", 1),
                number("n", 2)));
            StoreSurvey survey = store.survey(record -> true);
            Group here = new Group("time/1", Optional.of("here"), Optional.of("engine/1/o"));
            assertEquals(3, survey.records().size());
            Amount amount = survey.records().get(here);
            assertEquals(List.of(2L, Optional.of(MARCH), Optional.of(MAY)), List.of(amount.count(), amount.first(), amount.last()));
            Amount numbers = survey.records().get(new Group("number", Optional.empty(), Optional.empty()));
            assertEquals(List.of(1L, Optional.empty()), List.of(numbers.count(), numbers.first()));
            assertEquals(1, survey.superseded().count());
            assertEquals(Files.size(records()), survey.total().bytes() + survey.superseded().bytes());
            assertEquals(1, store.survey(record -> record.device().equals(Optional.of("there"))).total().count());
        }
    }

    @Test
    void onlyTheLatestOfEachKeyStays() throws IOException {
        try (Store store = Store.open(home); Store other = Store.open(home)) {
            store.putAll(List.of(number("a", 1), number("b", 2), number("a", 3)));
            long before = Files.size(records());
            StoreSurvey removed = store.prune(record -> false);
            assertEquals(Map.of(), removed.records());
            assertEquals(before - Files.size(records()), removed.superseded().bytes());
            for (Store each : List.of(store, other)) {
                assertEquals(List.of(Optional.of(3), Optional.of(2)), List.of(find(each, "a"), find(each, "b")));
            }
            other.put(number("c", 4));
            assertEquals(Optional.of(4), find(store, "c"));
        }
        assertEquals(3, Files.readAllLines(records()).size());
    }

    @Test
    void whatIsSelectedGoesWithItsOlderValues() {
        try (Store store = Store.open(home); Store other = Store.open(home)) {
            store.putAll(List.of(time("a", "here", MARCH), time("a", "there", MAY), time("b", "here", MAY)));
            StoreSurvey removed = store.prune(record -> record.device().equals(Optional.of("there")));
            assertEquals(1, removed.total().count());
            assertEquals(1, removed.superseded().count());
            assertEquals(List.of("b"), other.list("time/1").stream().map(Entry::key).toList());
        }
    }

    @Test
    void whereNothingIsToBeRemovedTheFileStays() throws IOException {
        try (Store store = Store.open(home)) {
            store.put(number("a", 1));
            Object identity = Files.getAttribute(records(), "unix:ino");
            store.prune(record -> false);
            assertEquals(identity, Files.getAttribute(records(), "unix:ino"));
            store.put(number("a", 1));
            store.prune(record -> false);
            assertNotEquals(identity, Files.getAttribute(records(), "unix:ino"));
        }
    }

    @Test
    void appendersLoseNothingWhileOthersPrune() throws Exception {
        int records = 150;
        Process appender = Appender.start(home, "process-", records);
        Process pruner = Pruner.start(home, 100);
        try (Store shared = Store.open(home); Store pruning = Store.open(home)) {
            List<CompletableFuture<Void>> threads = List.of(
                CompletableFuture.runAsync(() -> Appender.append(shared, "one-", records, stored -> shared.put(number("counter", stored)))),
                CompletableFuture.runAsync(() -> Appender.append(pruning, "two-", records, stored -> pruning.prune(record -> false))));
            threads.forEach(CompletableFuture::join);
            assertEquals(0, appender.waitFor());
            assertEquals(0, pruner.waitFor());
            for (Store store : List.of(shared, pruning)) {
                assertEquals(3 * records + 1, store.count("number"));
                assertEquals(Optional.of(records - 1), find(store, "counter"));
                assertEquals(List.of(), store.damages());
            }
            pruning.prune(record -> false);
        }
        assertEquals(3 * records + 1, Files.readAllLines(records()).size());
    }

    /** The kills come at different places of the writing, which takes a while for a file of this size. */
    @Test
    void killedWhilePruningItLosesNothing() throws Exception {
        int records = 4000;
        try (Store store = Store.open(home)) {
            store.putAll(IntStream.range(0, records).mapToObj(i -> number("k" + i, i)).toList());
            for (int kill = 0; kill < 12; kill++) {
                Process pruner = Pruner.start(home, Integer.MAX_VALUE);
                try (var output = pruner.inputReader()) {
                    output.readLine();
                    store.put(number("put" + kill, kill));
                    pruner.waitFor(37L * kill, TimeUnit.MILLISECONDS);
                    pruner.destroyForcibly().waitFor();
                }
                assertEquals(records + kill + 1, store.count("number"), "kill " + kill);
                assertEquals(Optional.of(kill), find(store, "put" + kill));
                assertEquals(List.of(), store.damages(), "kill " + kill);
            }
            store.prune(record -> record.kind().equals("dropped"));
            assertEquals(records + 12, Files.readAllLines(records()).size());
        }
    }

    @Test
    void whatAKilledOneLeftIsRemoved() throws IOException {
        try (Store store = Store.open(home)) {
            store.put(number("a", 1));
            Path left = Files.writeString(home.resolve("records.jsonl.next"), "sextant-record/1 half of");
            store.prune(record -> false);
            assertFalse(Files.exists(left));
            assertEquals(Optional.of(1), find(store, "a"));
        }
    }

    @Test
    void withoutRoomForTheNewFileTheOldOneStays() throws IOException {
        try (Store store = Store.open(home)) {
            store.putAll(List.of(number("a", 1), number("a", 2)));
            Path inTheWay = Files.createDirectories(home.resolve("records.jsonl.next/full")).getParent();
            String message = assertThrows(InvalidInput.class, () -> store.prune(record -> true)).getMessage();
            assertTrue(message.contains(inTheWay.toString()), message);
            assertEquals(Optional.of(2), find(store, "a"));
            store.put(number("b", 3));
            assertEquals(Optional.of(3), find(store, "b"));
        }
    }

    @Test
    void permissionsAndALinkToAnotherDiskStay() throws IOException {
        Path elsewhere = Files.createFile(Files.createDirectory(home.resolve("disk")).resolve("kept.jsonl"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.createSymbolicLink(records(), elsewhere);
        try (Store store = Store.open(home)) {
            store.putAll(List.of(number("a", 1), number("a", 2)));
            store.prune(record -> false);
            assertEquals(Optional.of(2), find(store, "a"));
        }
        assertTrue(Files.isSymbolicLink(records()));
        assertEquals(1, Files.readAllLines(elsewhere).size());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(elsewhere)));
    }

    @Test
    void aStoreThatWasDeletedMeanwhileIsBegunAnew() throws IOException {
        try (Store store = Store.open(home)) {
            store.put(number("a", 1));
            Files.delete(records());
            assertEquals(Optional.empty(), find(store, "a"));
            store.put(number("b", 2));
        }
        assertEquals(1, Files.readAllLines(records()).size());
    }
}
