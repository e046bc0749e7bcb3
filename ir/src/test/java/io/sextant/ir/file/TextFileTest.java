package io.sextant.ir.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sextant.ir.InvalidInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextFileTest {
    @TempDir
    private Path folder;

    @Test
    void readsUpToTheBound() throws IOException {
        Path file = Files.writeString(folder.resolve("a.txt"), "größe");
        assertEquals("größe", TextFile.read(file, 7, "a text"));
        assertEquals(file + ": larger than 6 bytes; expected a text", refusal(file, 6));
    }

    @Test
    void saysWhatCannotBeRead() throws IOException {
        Path missing = folder.resolve("none.txt");
        assertEquals(missing + ": no such file; expected a text", refusal(missing, 9));
        assertEquals(folder + ": cannot be read: Is a directory; expected a text", refusal(folder, 9));
        Path binary = Files.write(folder.resolve("binary"), new byte[] {'a', (byte) 0xff, (byte) 0xfe});
        assertEquals(binary + ": not UTF-8 text; expected a text", refusal(binary, 9));
    }

    private static String refusal(Path file, int mostBytes) {
        return assertThrows(InvalidInput.class, () -> TextFile.read(file, mostBytes, "a text")).getMessage();
    }
}
