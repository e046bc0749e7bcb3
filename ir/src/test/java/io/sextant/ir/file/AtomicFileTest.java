package io.sextant.ir.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir
    private Path folder;

    @Test
    void writesAndReplaces() throws IOException {
        Path file = folder.resolve("a.txt");
        AtomicFile.write(file, "größer");
        assertEquals("größer", Files.readString(file));
        AtomicFile.write(file, new byte[] {1, 2});
        assertArrayEquals(new byte[] {1, 2}, Files.readAllBytes(file));
        AtomicFile.write(file, new ByteArrayInputStream(new byte[] {3}));
        assertArrayEquals(new byte[] {3}, Files.readAllBytes(file));
        assertEquals(List.of(file), files());
    }

    @Test
    void aFailureLeavesTheOldFileAndNothingElse() throws IOException {
        Path file = Files.writeString(folder.resolve("a.txt"), "old");
        InputStream breaking = new SequenceInputStream(new ByteArrayInputStream(new byte[10]), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("unplugged");
            }
        });
        assertEquals("unplugged", assertThrows(IOException.class, () -> AtomicFile.write(file, breaking)).getMessage());
        assertEquals("old", Files.readString(file));
        assertEquals(List.of(file), files());
    }

    @Test
    void namesTheFolderThatIsNotThere() {
        Path missing = folder.resolve("none");
        IOException failure = assertThrows(NoSuchFileException.class, () -> AtomicFile.write(missing.resolve("a.txt"), "text"));
        assertEquals("no such file or folder: " + missing, FileFailure.reason(failure));
    }

    @Test
    void saysInWordsWhatStandsInTheWay() throws IOException {
        Path occupied = Files.createDirectories(folder.resolve("a.txt/content")).getParent();
        IOException failure = assertThrows(IOException.class, () -> AtomicFile.write(occupied, "text"));
        assertEquals("Is a directory", FileFailure.reason(failure));
        assertEquals(List.of(occupied), files());
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
