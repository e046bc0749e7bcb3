package io.sextant.device.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens to the file, a record that is whole is found, and pruning keeps it. */
class StoreDamageTest {
    private static final int RECORDS = 5;
    private static final String NEWER = "sextant-record/2 what a later version writes\n";

    @TempDir
    private Path home;
    private byte[] whole;

    private Path records() {
        return home.resolve("records.jsonl");
    }

    private static Entry entry(int i) {
        return new Entry("thing/1", "k" + i, JsonNodeFactory.instance.objectNode().put("device", "cpu-ü" + i).put("n", i));
    }

    @BeforeEach
    void fill() throws IOException {
        try (Store store = Store.open(home)) {
            IntStream.range(0, RECORDS).forEach(i -> store.put(entry(i)));
        }
        whole = Files.readAllBytes(records());
    }

    /** Where record i begins; of the one after the last, the end of the file. */
    private int begin(int i) {
        int begin = 0;
        for (int line = 0; line < i; line++) {
            while (whole[begin++] != '\n') {
                continue;
            }
        }
        return begin;
    }

    private List<String> keys() {
        try (Store store = Store.open(home)) {
            return store.list("thing/1").stream().map(Entry::key).toList();
        }
    }

    /** Found as it is, found after pruning, and nothing to complain of then. */
    private void assertKept(List<String> expected, String when) {
        assertEquals(expected, keys(), when);
        try (Store store = Store.open(home)) {
            assertEquals(expected.size(), store.survey(record -> true).total().count(), when);
            store.prune(record -> false);
            assertEquals(expected, store.list("thing/1").stream().map(Entry::key).toList(), when);
        }
        assertEquals(expected, keys(), when);
    }

    private static List<String> allBut(int... lost) {
        return IntStream.range(0, RECORDS).filter(i -> Arrays.stream(lost).noneMatch(l -> l == i)).mapToObj(i -> "k" + i).toList();
    }

    @Test
    void cutAtAnyByteOfItsLastRecordsItKeepsThoseThatAreWhole() throws IOException {
        for (int length = begin(RECORDS - 2); length <= whole.length; length++) {
            Files.write(records(), Arrays.copyOf(whole, length));
            int kept = length >= whole.length - 1 ? RECORDS : length >= begin(RECORDS - 1) - 1 ? RECORDS - 1 : RECORDS - 2;
            assertKept(allBut().subList(0, kept), "cut to " + length + " of " + whole.length + " bytes");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 0x80, 0xff})
    void aFlippedByteCostsNoOtherRecord(int flipped) throws IOException {
        for (int i = begin(1); i < begin(2); i++) {
            byte[] damaged = whole.clone();
            damaged[i] ^= (byte) flipped;
            Files.write(records(), damaged);
            assertKept(damaged[i] != '\n' && i == begin(2) - 1 ? allBut() : allBut(1), "byte " + i);
        }
    }

    @Test
    void aLineFeedWithinARecordCostsNoOther() throws IOException {
        for (int i = begin(3); i < begin(4) - 1; i++) {
            byte[] damaged = whole.clone();
            damaged[i] = '\n';
            Files.write(records(), damaged);
            assertKept(allBut(3), "byte " + i);
        }
    }

    @Test
    void theLastLineFeedMayBeAnything() throws IOException {
        byte[] damaged = whole.clone();
        damaged[whole.length - 1] = 'x';
        Files.write(records(), damaged);
        assertKept(allBut(), "the last line feed is an x");
    }

    @Test
    void noiseBetweenRecordsIsRemoved() throws IOException {
        Random random = new Random(3);
        ByteArrayOutputStream noisy = new ByteArrayOutputStream();
        for (int i = 0; i < RECORDS; i++) {
            byte[] noise = new byte[300];
            random.nextBytes(noise);
            noisy.writeBytes(noise);
            noisy.write(whole, begin(i), begin(i + 1) - begin(i));
        }
        Files.write(records(), noisy.toByteArray());
        assertKept(allBut(), "noise");
        assertArrayEquals(whole, Files.readAllBytes(records()));
    }

    @Test
    void aFileOfNoiseBecomesAnEmptyStoreThatWorks() throws IOException {
        byte[] noise = new byte[100_000];
        new Random(5).nextBytes(noise);
        Files.write(records(), noise);
        try (Store store = Store.open(home)) {
            assertEquals(List.of(), store.list("thing/1"));
            assertTrue(store.survey(record -> true).damaged().bytes() > noise.length / 2, "reported");
            store.put(entry(0));
            assertTrue(store.prune(record -> false).damaged().count() > 100);
            store.put(entry(1));
        }
        assertEquals(List.of("k0", "k1"), keys());
        assertEquals(2, Files.readAllLines(records()).size());
    }

    @Test
    void whatANewerVersionWroteIsKeptToTheByte() throws IOException {
        List<String> lines = new ArrayList<>(List.of(new String(whole, StandardCharsets.UTF_8).split("(?<=\n)")));
        lines.add(2, NEWER);
        lines.add(NEWER.replace("/2", "/17"));
        lines.add(0, "damaged\n");
        Files.writeString(records(), String.join("", lines));
        assertKept(allBut(), "newer lines");
        try (Store store = Store.open(home)) {
            assertEquals(2, store.survey(record -> true).newer().count());
            assertEquals(2, store.prune(record -> true).newer().count());
        }
        assertEquals(NEWER + NEWER.replace("/2", "/17"), Files.readString(records()));
    }

    @Test
    void aNewerLineThatLostItsLineFeedIsKeptToo() throws IOException {
        byte[] newer = NEWER.getBytes(StandardCharsets.US_ASCII);
        newer[newer.length - 1] = '!';
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes("damaged\n".getBytes(StandardCharsets.US_ASCII));
        file.writeBytes(newer);
        file.writeBytes(whole);
        Files.write(records(), file.toByteArray());
        assertKept(allBut(), "merged");
        assertTrue(Files.readString(records()).startsWith(new String(newer, StandardCharsets.US_ASCII) + "\n"));
    }
}
