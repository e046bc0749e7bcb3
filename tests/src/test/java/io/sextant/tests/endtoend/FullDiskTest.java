package io.sextant.tests.endtoend;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sextant.device.store.MeasurementStore;
import io.sextant.device.store.Store;
import io.sextant.tests.program.ProgramRun;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is full, or gets full while the program runs: exit code 2, one message, nothing half-written. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "skipped: small disks are made with Linux's tmpfs")
class FullDiskTest {
    private static final int BAD_INPUT = 2;
    private static final int PAGE_KIBIBYTES = 4;
    private static final int AMPLE_KIBIBYTES = 32 << 10;
    private static final Path JOURNAL = Path.of("trials.jsonl");
    private static final String FIRST_STAGE = "Checking the machine";
    private static final String MESSAGE = "sextant: ";
    private static final String NO_SPACE = "No space left on device";

    @TempDir
    private Path folder;
    private Path disk;

    @BeforeEach
    void makeMountPoint() throws IOException {
        disk = Files.createDirectory(folder.resolve("disk"));
    }

    @Test
    void fullFolderOfResultsIsFoundBeforeAnyWork() throws IOException {
        try (SmallDisk small = SmallDisk.mount(disk, PAGE_KIBIBYTES)) {
            Path out = small.folder().resolve("run");
            assertRefused(search(BriefSearch.program(), out), out.toString());
            assertEquals(List.of(), Folders.files(out));
        }
    }

    @Test
    void diskThatFillsUpLeavesWholeLinesAndNoHalfFiles() throws Exception {
        BriefSearch.run();
        try (SmallDisk small = SmallDisk.mount(disk, AMPLE_KIBIBYTES)) {
            Path out = small.folder().resolve("run");
            Path log = folder.resolve("log");
            Process search = BriefSearch.program().start(log, arguments(out, "--fresh"));
            try {
                awaitBegin(search, log);
                fill(small.folder().resolve("filler"));
                assertEquals(BAD_INPUT, search.waitFor(), () -> text(log));
            } finally {
                search.destroyForcibly();
            }
            assertOneMessage(text(log).substring(text(log).indexOf(MESSAGE)), out.toString());
            assertEquals(List.of(JOURNAL), Folders.files(out));
            assertWholeLines(out.resolve(JOURNAL));
        }
    }

    /** Room was proven before the first line of progress. */
    private static void awaitBegin(Process search, Path log) throws InterruptedException {
        while (!text(log).contains(FIRST_STAGE)) {
            assertTrue(search.isAlive(), () -> text(log));
            search.waitFor(20, TimeUnit.MILLISECONDS);
        }
    }

    private static void assertWholeLines(Path journal) {
        assertTrue(text(journal).endsWith("\n"), "the last line of the journal is torn");
        text(journal).lines().forEach(line -> assertDoesNotThrow(() -> new ObjectMapper().readTree(line), line));
    }

    @Test
    void storeThatCannotGrowStaysAsItWas() throws IOException {
        BriefSearch.run();
        try (SmallDisk small = SmallDisk.mount(disk, PAGE_KIBIBYTES)) {
            linkAllButTheRecords(BriefSearch.home(), small.folder());
            ProgramRun.Starter program = ProgramRun.inChildJvm(small.folder(), folder);
            assertRefused(search(program, folder.resolve("run")), "records.jsonl");
            try (Store store = Store.open(small.folder())) {
                assertEquals(List.of(), store.damages());
                assertEquals(0, new MeasurementStore(store).count());
            }
        }
    }

    @Test
    void homeWithoutRoomSaysWhatItNeeds() {
        try (SmallDisk small = SmallDisk.mount(disk, 1024)) {
            assertRefused(search(ProgramRun.inChildJvm(small.folder(), folder), folder.resolve("run")), "SEXTANT_HOME");
        }
    }

    /** Leaves one page. */
    private static void fill(Path file) throws IOException {
        byte[] page = new byte[PAGE_KIBIBYTES << 10];
        try (FileChannel filler = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            assertThrows(IOException.class, () -> {
                while (true) {
                    filler.write(ByteBuffer.wrap(page));
                }
            });
            filler.truncate(Math.max(0, filler.size() - page.length));
        }
    }

    private static void linkAllButTheRecords(Path home, Path small) throws IOException {
        try (Stream<Path> entries = Files.list(home)) {
            for (Path entry : entries.filter(each -> !each.endsWith("records.jsonl")).toList()) {
                Files.createSymbolicLink(small.resolve(entry.getFileName()), entry);
            }
        }
    }

    private static ProgramRun search(ProgramRun.Starter program, Path out) {
        return program.run(arguments(out, "--quiet"));
    }

    /** No network is trained, because none can meet the limit. */
    private static String[] arguments(Path out, String further) {
        return new String[] {"search", "--space", BriefSearch.space().toString(), "--trials", "6", "--budget", "25s", "--seed", "7",
            "--costs", "measured", "--limit", "latency <= 1 ns", "--out", out.toString(), further};
    }

    private static void assertRefused(ProgramRun run, String place) {
        assertEquals(BAD_INPUT, run.exitCode(), run::transcript);
        assertEquals("", run.stdout(), run::transcript);
        assertOneMessage(run.stderr(), place);
    }

    private static void assertOneMessage(String text, String place) {
        assertFalse(text.contains("\tat "), () -> "a stack trace in\n" + text);
        assertEquals(1, text.lines().count(), text);
        assertTrue(text.contains(place) && text.contains(NO_SPACE), text);
    }

    private static String text(Path file) {
        return assertDoesNotThrow(() -> Files.readString(file));
    }
}
