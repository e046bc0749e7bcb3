package io.sextant.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.ir.InvalidInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
    @TempDir
    private Path parent;

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static String refusal(Path path) {
        return assertThrows(InvalidInput.class, () -> RunFolder.create(path)).getMessage();
    }

    @Test
    void theDefaultPathNamesTimeSpaceAndSeed() {
        assertEquals(Path.of("work/runs/20260131-120305-mnist1d-s7"),
            RunFolder.defaultPath(Path.of("work"), "mnist1d", 7, Instant.parse("2026-01-31T12:03:05Z")));
    }

    @Test
    void isMadeWithItsParentsAndLeftEmpty() throws IOException {
        RunFolder folder = RunFolder.create(parent.resolve("a/b"));
        assertEquals(List.of(), names(folder.path()));
    }

    @Test
    void filesAreWholeReplaceEachOtherAndLeaveNothingBeside() throws IOException {
        RunFolder folder = RunFolder.create(parent.resolve("run"));
        folder.write("front.csv", "old");
        folder.write("front.csv", "trial\n\u00b5\n");
        assertEquals("trial\n\u00b5\n", Files.readString(folder.file("front.csv")));
        assertEquals(List.of("front.csv"), names(folder.path()));
    }

    @Test
    void filesMayBeReadByWhomeverTheMaskLets() throws IOException {
        RunFolder folder = RunFolder.create(parent.resolve("run"));
        Path plain = Files.writeString(parent.resolve("plain"), "x");
        Assumptions.assumeTrue(Files.getFileStore(plain).supportsFileAttributeView("posix"), "a file system with POSIX permissions is needed");
        var expected = Files.getPosixFilePermissions(plain);
        assertEquals(expected, Files.getPosixFilePermissions(folder.write("run.json", "{}")));
        assertTrue(expected.contains(PosixFilePermission.OWNER_READ));
    }

    @Test
    void aFolderThatHoldsARunIsRefused() {
        Path path = parent.resolve("run");
        RunFolder.create(path).write("trials.jsonl", "{}");
        assertEquals("the folder " + path + " holds a run already; go on with it by --resume " + path
            + ", or give another folder with --out", refusal(path));
        Path finished = parent.resolve("finished");
        RunFolder.create(finished).write("run.json", "{}");
        assertTrue(refusal(finished).contains("holds a run already"));
    }

    @Test
    void anEmptyPathIsNotTheWorkingFolder() {
        assertEquals("--out '' names no folder; write e.g. --out runs/first", refusal(Path.of("")));
    }

    @Test
    void aFolderBelowAFileCannotBeMade() throws IOException {
        Path file = Files.writeString(parent.resolve("file"), "");
        for (Path path : List.of(file, file.resolve("run"))) {
            assertTrue(refusal(path).startsWith("cannot write " + path + " ("), refusal(path));
            assertTrue(refusal(path).endsWith("); free some space there, or name a writable folder with --out DIR"), refusal(path));
        }
    }

    @Test
    void aFileThatCannotBeReplacedLeavesNothingHalfWritten() throws IOException {
        RunFolder folder = RunFolder.create(parent.resolve("run"));
        Files.createDirectories(folder.file("run.json").resolve("occupied"));
        String message = assertThrows(InvalidInput.class, () -> folder.write("run.json", "{}")).getMessage();
        assertTrue(message.startsWith("cannot write " + folder.file("run.json")), message);
        assertEquals(List.of("run.json"), names(folder.path()));
    }
}
