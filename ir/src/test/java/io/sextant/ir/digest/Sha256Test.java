package io.sextant.ir.digest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Sha256Test {
    /** The two example messages of the standard. */
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    private static final String NOTHING = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    @Test
    void hashesTextsBytesAndParts() {
        assertEquals(ABC, Sha256.of("abc"));
        assertEquals(ABC, Sha256.of("abc".getBytes(StandardCharsets.UTF_8)));
        assertEquals(ABC, new Sha256().update("a").update("bcd".getBytes(StandardCharsets.UTF_8), 2).hex());
        assertEquals(NOTHING, new Sha256().hex());
    }

    @Test
    void hashesFiles(@TempDir Path folder) throws IOException {
        assertEquals(ABC, Sha256.of(Files.writeString(folder.resolve("abc"), "abc")));
        byte[] large = new byte[100_000];
        assertEquals(Sha256.of(large), Sha256.of(Files.write(folder.resolve("large"), large)));
    }
}
