package io.sextant.device.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheFolderTest {
    @TempDir
    private Path folder;

    @Test
    void readsEveryKindOfCache() throws IOException {
        cache(0, "1", "Data", "48K");
        cache(1, "1", "Instruction", "32K");
        cache(2, "2", "Unified", "2048K");
        cache(3, "3", "Unified", "105M");
        Files.writeString(folder.resolve("uevent"), "");
        assertEquals(List.of(new Cache(1, Cache.Content.DATA, 48 << 10), new Cache(1, Cache.Content.INSTRUCTIONS, 32 << 10),
            new Cache(2, Cache.Content.BOTH, 2 << 20), new Cache(3, Cache.Content.BOTH, 105 << 20)), CacheFolder.read(folder));
    }

    @Test
    void leavesOutWhatItCannotUnderstand() throws IOException {
        cache(0, "1", "Data", "many");
        cache(1, "", "Unified", "1K");
        cache(2, "2", "Fancy", "1K");
        cache(3, "3", "Unified", "0K");
        assertEquals(List.of(), CacheFolder.read(folder));
    }

    @Test
    void knowsNothingWhereTheKernelListsNone() {
        assertEquals(List.of(), CacheFolder.read(folder.resolve("missing")));
    }

    private void cache(int index, String level, String type, String size) throws IOException {
        Path entry = Files.createDirectory(folder.resolve("index" + index));
        Files.writeString(entry.resolve("level"), level + "\n");
        Files.writeString(entry.resolve("type"), type + "\n");
        Files.writeString(entry.resolve("size"), size + "\n");
    }
}
