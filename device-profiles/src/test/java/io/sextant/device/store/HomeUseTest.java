package io.sextant.device.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeUseTest {
    @TempDir
    private Path home;

    private boolean free() {
        Optional<HomeUse> alone = HomeUse.exclusive(home);
        alone.ifPresent(HomeUse::close);
        return alone.isPresent();
    }

    @Test
    void nobodyHasAloneWhatIsUsed() {
        HomeUse first = HomeUse.shared(home);
        HomeUse second = HomeUse.shared(home);
        assertEquals(false, free());
        first.close();
        first.close();
        assertEquals(false, free(), "the second still uses it");
        second.close();
        assertEquals(true, free());
    }

    @Test
    void anOpenStoreUsesIt() {
        Store store = Store.open(home);
        assertEquals(false, free());
        store.close();
        assertEquals(true, free());
    }

    @Test
    void whoHasItAloneMayOpenTheStore() {
        HomeUse alone = HomeUse.exclusive(home).orElseThrow();
        try (Store store = Store.open(home)) {
            assertEquals(0, store.count("number"));
        }
        assertEquals(false, free());
        alone.close();
        assertEquals(true, free());
    }

    @Test
    void anotherProcessIsSeenAndNamedUntilItEnds() throws Exception {
        Process appender = Appender.start(home, "k", 1_000_000);
        try (var output = appender.inputReader()) {
            output.readLine();
            assertEquals(false, free());
            Assumptions.assumeTrue(Files.isReadable(Path.of("/proc/locks")), "needs /proc/locks (Linux)");
            List<Long> users = HomeUse.processes(home);
            assertTrue(users.isEmpty() || users.equals(List.of(appender.pid())), users.toString());
        } finally {
            appender.destroyForcibly().waitFor();
        }
        assertEquals(true, free());
    }

    /** The other process opens a store, which cannot be before this one is done. */
    @Test
    void aUserWaitsForTheOneWhoHasItAlone() throws Exception {
        HomeUse alone = HomeUse.exclusive(home).orElseThrow();
        Process appender = Appender.start(home, "k", 1);
        try (var output = appender.inputReader()) {
            assertEquals(false, appender.waitFor(1, TimeUnit.SECONDS));
            assertEquals(false, Files.exists(home.resolve("records.jsonl")));
            alone.close();
            assertEquals("0", output.readLine());
            assertEquals(0, appender.waitFor());
        }
    }
}
