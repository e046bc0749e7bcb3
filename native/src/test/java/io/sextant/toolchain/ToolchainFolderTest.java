package io.sextant.toolchain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToolchainFolderTest {
    @TempDir
    private Path home;

    @Test
    void unpacksOnceAndLinksTheLinker() throws IOException {
        FakeBundle bundle = new FakeBundle("");
        Path folder = ToolchainFolder.unpacked(home, bundle);
        assertEquals(home.resolve("toolchain/1.2.3"), folder);
        assertEquals("linker", Files.readString(folder.resolve("bin/ld.lld")));
        assertTrue(Files.isExecutable(folder.resolve("bin/clang")));
        assertFalse(Files.isExecutable(folder.resolve("lib/clang/19/include/a.h")));
        ToolchainFolder.unpacked(home, bundle);
        assertEquals(3, bundle.opened());
    }

    @Test
    void leavesNothingBehindWhenUnpackingFails() throws IOException {
        IOException failure = assertThrows(IOException.class, () -> ToolchainFolder.unpacked(home, new FakeBundle("bin/lld")));
        assertEquals("No space left on device", failure.getMessage());
        assertEquals(List.of(".lock"), names());
    }

    @Test
    void unpacksAgainAfterAnUnpackWasKilled() throws IOException {
        Path killed = Files.createDirectories(home.resolve("toolchain/.unfinished-1234/bin"));
        Files.writeString(killed.resolve("clang"), "comp");
        Path folder = ToolchainFolder.unpacked(home, new FakeBundle(""));
        assertEquals("compiler", Files.readString(folder.resolve("bin/clang")));
        assertEquals(List.of(".lock", "1.2.3"), names());
    }

    @Test
    void replacesAFolderWithACutOrMissingFile() throws IOException {
        Path folder = ToolchainFolder.unpacked(home, new FakeBundle(""));
        Files.writeString(folder.resolve("bin/clang"), "comp");
        assertEquals("compiler", Files.readString(ToolchainFolder.unpacked(home, new FakeBundle("")).resolve("bin/clang")));
        Files.delete(folder.resolve("bin/ld.lld"));
        assertEquals("linker", Files.readString(ToolchainFolder.unpacked(home, new FakeBundle("")).resolve("bin/ld.lld")));
        assertEquals(List.of(".lock", "1.2.3"), names());
    }

    @Test
    void unpacksOnceForManyAtATime() throws Exception {
        FakeBundle bundle = new FakeBundle("");
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            Callable<Path> unpack = () -> ToolchainFolder.unpacked(home, bundle);
            for (Future<Path> folder : threads.invokeAll(List.of(unpack, unpack, unpack, unpack))) {
                assertEquals("compiler", Files.readString(folder.get().resolve("bin/clang")));
            }
        } finally {
            threads.shutdownNow();
        }
        assertEquals(3, bundle.opened());
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("toolchain"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
