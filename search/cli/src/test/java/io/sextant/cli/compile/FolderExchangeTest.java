package io.sextant.cli.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderExchangeTest {
    private static final List<String> NAMES = List.of("a", "b", "c");

    @TempDir
    Path root;

    private Path holding(String folder, String... files) throws IOException {
        Path made = Files.createDirectory(root.resolve(folder));
        for (String file : files) {
            Files.writeString(made.resolve(file), folder);
        }
        return made;
    }

    @Test
    void whatIsNewReplacesWhatIsOld() throws IOException {
        Path there = holding("there", "a", "b");
        Path made = holding("made", "a", "c");
        new FolderExchange(there, holding("before")).replace(NAMES, made);
        assertEquals("made", Files.readString(there.resolve("a")));
        assertEquals("made", Files.readString(there.resolve("c")));
        assertFalse(Files.exists(there.resolve("b")));
    }

    /** A folder that is not empty takes no file's place. */
    @Test
    void whereAFileCannotBeMovedAllIsAsBefore() throws IOException {
        Path there = holding("there", "a", "b", "c");
        Path before = holding("before");
        Files.createDirectories(before.resolve("c/full"));
        Path made = holding("made", "a", "b");
        assertThrows(IOException.class, () -> new FolderExchange(there, before).replace(NAMES, made));
        for (String name : NAMES) {
            assertEquals("there", Files.readString(there.resolve(name)));
        }
        assertTrue(Files.exists(made.resolve("a")) && Files.exists(made.resolve("b")));
    }
}
