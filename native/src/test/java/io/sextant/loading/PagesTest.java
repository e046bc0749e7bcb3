package io.sextant.loading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PagesTest {
    private static final long MEBI = 1 << 20;
    private static final Path MAPS = Path.of("/proc/self/smaps");

    @ParameterizedTest
    @ValueSource(longs = {1, 4096, MEBI - 1, MEBI, 2 * MEBI, 5 * MEBI + 3})
    void areZeroAlignedAndWritable(long bytes) {
        try (Pages pages = Pages.of(bytes)) {
            BytePointer memory = pages.memory();
            assertEquals(0, memory.address() % 64);
            assertEquals(bytes, memory.capacity());
            assertEquals(0, memory.get(0));
            assertEquals(0, memory.get(bytes - 1));
            memory.put(bytes - 1, (byte) 7);
            assertEquals(7, memory.get(bytes - 1));
        }
    }

    @Test
    void lastHugePagesAreMostlyUsed() {
        assertEquals(0, Pages.huge(MEBI));
        assertEquals(2 * MEBI, Pages.huge(2 * MEBI));
        assertEquals(4 * MEBI, Pages.huge(5 * MEBI));
        assertEquals(60 * MEBI, Pages.huge(59 * MEBI), "1 MiB of 59 is little");
    }

    /** Lines about the mapping that holds an address. */
    private static List<String> mapping(long address) throws IOException {
        assumeTrue(Files.isReadable(MAPS), "no " + MAPS + " on this system");
        List<String> lines = Files.readAllLines(MAPS);
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).matches("[0-9a-f]+-[0-9a-f]+ .*")) {
                String[] range = lines.get(i).split("[- ]");
                if (Long.parseUnsignedLong(range[0], 16) <= address && address < Long.parseUnsignedLong(range[1], 16)) {
                    int end = i + 1;
                    while (end < lines.size() && !lines.get(end).startsWith("VmFlags")) {
                        end++;
                    }
                    return lines.subList(i, end + 1);
                }
            }
        }
        return List.of();
    }

    @Test
    void protectedOnesCannotBeWritten() throws IOException {
        try (Pages pages = Pages.of(5 * MEBI)) {
            assertTrue(mapping(pages.memory().address()).get(0).contains(" rw-p "));
            pages.protect();
            for (long at : new long[] {0, 5 * MEBI - 1}) {
                String mapping = mapping(pages.memory().address() + at).get(0);
                assertTrue(mapping.contains(" r--p "), mapping);
            }
        }
    }

    @Test
    void theKernelIsAskedForHugePagesOfLargeOnes() throws IOException {
        assumeTrue(Files.exists(Path.of("/sys/kernel/mm/transparent_hugepage/enabled")), "this kernel has no huge pages");
        try (Pages pages = Pages.of(5 * MEBI)) {
            assertEquals(0, pages.memory().address() % (2 * MEBI));
            List<String> lines = mapping(pages.memory().address());
            assertTrue(lines.get(lines.size() - 1).contains(" hg"), lines::toString);
        }
    }

    @Test
    void areGivenBack() throws IOException {
        Pages pages = Pages.of(5 * MEBI);
        long address = pages.memory().address();
        assertTrue(!mapping(address).isEmpty());
        pages.close();
        pages.close();
        assertTrue(mapping(address).isEmpty() || !mapping(address).get(mapping(address).size() - 1).contains(" hg"));
    }
}
