package io.sextant.device.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptFolderTest {
    private static final Instant MARCH = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant MAY = Instant.parse("2026-05-01T00:00:00Z");

    @TempDir
    private Path parent;

    private void file(String name, int bytes, Instant date) throws IOException {
        Path file = parent.resolve(name);
        Files.createDirectories(file.getParent());
        Files.setLastModifiedTime(Files.write(file, new byte[bytes]), FileTime.from(date));
    }

    @BeforeEach
    void fill() throws IOException {
        file("v1/bin/clang", 10, MARCH);
        file("v1/lib", 3, MAY);
        file("v2/x", 5, MAY);
        file(".unfinished-1/x", 5, MAY);
        Files.createSymbolicLink(parent.resolve("v1/bin/link"), parent.resolve("v2/x"));
    }

    @Test
    void foldersAreListedWithWhatIsBelow() {
        List<KeptFolder> folders = KeptFolder.in(parent);
        assertEquals(List.of("v1", "v2"), folders.stream().map(KeptFolder::name).toList());
        Amount first = folders.get(0).amount();
        assertEquals(List.of(3L, 13L), List.of(first.count(), first.bytes()));
        assertEquals(Optional.of(MARCH), first.first());
        assertEquals(List.of(), KeptFolder.in(parent.resolve("nowhere")));
        assertEquals(List.of(), KeptFolder.in(parent.resolve("v2/x")));
    }

    @Test
    void aFolderGoesAsAWholeAndNothingThatALinkPointsTo() throws IOException {
        Files.createDirectories(parent.resolve(".removed-v1/left by a killed process"));
        assertEquals(13, KeptFolder.in(parent).get(0).remove().bytes());
        try (var left = Files.list(parent)) {
            assertEquals(List.of(".unfinished-1", "v2"), left.map(path -> path.getFileName().toString()).sorted().toList());
        }
        assertTrue(Files.exists(parent.resolve("v2/x")));
    }

    @Test
    void filesAreRemovedByDate() {
        KeptFolder folder = KeptFolder.in(parent).get(0);
        assertEquals(10, folder.amount(date -> date.isBefore(MAY)).bytes());
        assertEquals(1, folder.removeFiles(date -> date.isBefore(MAY)).count());
        assertFalse(Files.exists(parent.resolve("v1/bin/clang")));
        assertEquals(2, folder.amount().count());
    }
}
