package io.sextant.cli.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sextant.device.store.Entry;
import io.sextant.device.store.Store;
import io.sextant.device.store.StoreSurvey.Group;
import io.sextant.ir.InvalidInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheContentsTest {
    private static final Instant MARCH = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant APRIL = Instant.parse("2026-04-01T00:00:00Z");
    private static final Instant MAY = Instant.parse("2026-05-01T00:00:00Z");
    private static final Current HERE = new Current(Optional.of("cpu-here"), Map.of("engine", "2.0"), Optional.of("19"));

    private static final String PROFILES = "device profiles - - - 1";

    @TempDir
    private Path home;
    private Store store;

    private static Entry time(String kind, String device, String version, Instant date) {
        ObjectNode value = JsonNodeFactory.instance.objectNode().put("device", device).put("implementation", "engine/" + version + "/opt")
            .put("date", date.toString());
        return new Entry(kind, device + version + date, value);
    }

    private void file(String name, int bytes, Instant date) throws IOException {
        Path file = home.resolve(name);
        Files.createDirectories(file.getParent());
        Files.setLastModifiedTime(Files.write(file, new byte[bytes]), FileTime.from(date));
    }

    @BeforeEach
    void fill() throws IOException {
        store = Store.open(home);
        store.putAll(List.of(time("time/1", "cpu-here", "2.0", MAY), time("time/1", "cpu-here", "1.0", MAY),
            time("time/1", "cpu-there", "2.0", MARCH), time("series/1", "cpu-here", "2.0", MARCH),
            time("series/1", "cpu-here", "2.0", MARCH),
            new Entry("plain/1", "k", JsonNodeFactory.instance.numberNode(1))));
        file("programs/engine/old.onnx", 100, MARCH);
        file("programs/engine/new.onnx", 10, MAY);
        file("toolchain/18/bin/clang", 1000, MAY);
        file("toolchain/19/bin/clang", 2000, MARCH);
        file("engine/1.0/lib.so", 3000, MARCH);
        file("engine/2.0/lib.so", 4000, MARCH);
        file("devices/board.yaml", 5, MARCH);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static Selection selection(boolean all, boolean stale, boolean programs) {
        return new Selection(all, stale, programs, Optional.empty(), Optional.empty());
    }

    private CacheContents contents() {
        return new CacheContents(home, HERE);
    }

    private static List<String> lines(List<Holding> holdings) {
        return holdings.stream().map(holding -> String.join(" ", holding.what(), holding.device().orElse("-"),
            holding.implementation().orElse("-"), holding.validity().text(), String.valueOf(holding.amount().count()))).toList();
    }

    @Test
    void programsOfAnySchedulesAreOneSort() {
        for (String schedules : List.of("0123456789ab", "ba9876543210")) {
            ObjectNode value = JsonNodeFactory.instance.objectNode().put("device", "cpu-here").put("date", MAY.toString())
                .put("implementation", "engine/2.0/tuning=measured,schedules=" + schedules);
            store.putAll(List.of(new Entry("tuned/1", schedules, value)));
        }
        assertTrue(lines(contents().list(store)).contains("tuned/1 cpu-here engine/2.0/tuning=measured current 2"),
            lines(contents().list(store))::toString);
    }

    @Test
    void everySortIsListedAndSaidWhetherItIsCurrent() {
        assertEquals(List.of("plain/1 - - - 1", "series/1 cpu-here engine/2.0/opt current 1", "time/1 cpu-here engine/1.0/opt stale 1",
            "time/1 cpu-here engine/2.0/opt current 1", "time/1 cpu-there engine/2.0/opt stale 1", "superseded records - - - 1",
            "programs - engine current 2", "toolchain - 18 stale 1", "toolchain - 19 current 1", "engine - 1.0 stale 1",
            "engine - 2.0 current 1", PROFILES), lines(contents().list(store)));
    }

    @Test
    void aMachineThatWasNotProbedCallsNoDeviceStale() {
        Current unprobed = new Current(Optional.empty(), HERE.engines(), Optional.empty());
        assertEquals(Validity.UNKNOWN, unprobed.of(new Group("time/1", Optional.of("cpu-there"), Optional.of("engine/2.0/opt"))));
        assertEquals(Validity.STALE, unprobed.of(new Group("time/1", Optional.of("cpu-there"), Optional.of("engine/1.0/opt"))));
        assertEquals(Validity.UNKNOWN, unprobed.toolchain("18"));
        assertEquals(Validity.UNKNOWN, HERE.of(new Group("time/1", Optional.of("cpu-here"), Optional.of("tvm/1/x"))));
        assertEquals(Validity.CURRENT, HERE.of(new Group("time/1", Optional.of("cpu-here"), Optional.empty())));
    }

    /** What is selected, what is removed, and what is gone then, are the same. */
    private void assertRemoves(Selection selection, List<String> expected) {
        List<String> before = lines(contents().list(store));
        assertEquals(expected, lines(contents().selected(store, selection)));
        assertEquals(before, lines(contents().list(store)), "selecting removes nothing");
        assertEquals(expected, lines(contents().remove(store, selection)));
        assertEquals(List.of(), lines(contents().selected(store, selection)));
        assertTrue(Files.exists(home.resolve("devices/board.yaml")), "profiles of devices stay");
    }

    @Test
    void withoutSelectionOnlyWhatIsOfNoUseGoes() {
        assertRemoves(selection(false, false, false), List.of("superseded records - - - 1"));
    }

    @Test
    void staleIsWhatIsOfOtherDevicesAndVersions() {
        assertRemoves(selection(false, true, false), List.of("time/1 cpu-here engine/1.0/opt stale 1",
            "time/1 cpu-there engine/2.0/opt stale 1", "superseded records - - - 1", "toolchain - 18 stale 1", "engine - 1.0 stale 1"));
        assertFalse(Files.exists(home.resolve("toolchain/18")));
        assertTrue(Files.exists(home.resolve("toolchain/19/bin/clang")));
    }

    @Test
    void ageNarrowsWhatIsStale() {
        assertRemoves(new Selection(false, true, false, Optional.empty(), Optional.of(APRIL)),
            List.of("time/1 cpu-there engine/2.0/opt stale 1", "superseded records - - - 1", "engine - 1.0 stale 1"));
    }

    @Test
    void ageAloneTakesRecordsAndPrograms() {
        assertRemoves(new Selection(false, false, false, Optional.empty(), Optional.of(APRIL)),
            List.of("series/1 cpu-here engine/2.0/opt current 1", "time/1 cpu-there engine/2.0/opt stale 1", "superseded records - - - 1",
                "programs - engine current 1"));
        assertTrue(Files.exists(home.resolve("programs/engine/new.onnx")));
    }

    @Test
    void programsAreProgramsOnly() {
        assertRemoves(selection(false, false, true), List.of("superseded records - - - 1", "programs - engine current 2"));
    }

    @Test
    void aDeviceIsItsRecords() {
        assertRemoves(new Selection(false, false, false, Optional.of("cpu-there"), Optional.empty()),
            List.of("time/1 cpu-there engine/2.0/opt stale 1", "superseded records - - - 1"));
    }

    @Test
    void ofADeviceWhatIsStale() {
        assertRemoves(new Selection(false, true, false, Optional.of("cpu-here"), Optional.empty()),
            List.of("time/1 cpu-here engine/1.0/opt stale 1", "superseded records - - - 1"));
    }

    @Test
    void allLeavesTheProfilesOfDevices() {
        List<String> removed = lines(contents().list(store)).stream().filter(line -> !line.equals(PROFILES)).toList();
        assertRemoves(Selection.EVERYTHING, removed);
        assertEquals(List.of(PROFILES), lines(contents().list(store)));
    }

    @Test
    void programsOfADeviceAreRefused() {
        String message = assertThrows(InvalidInput.class,
            () -> new Selection(false, false, true, Optional.of("cpu-here"), Optional.empty())).getMessage();
        assertTrue(message.endsWith("give --device without --programs"), message);
    }
}
