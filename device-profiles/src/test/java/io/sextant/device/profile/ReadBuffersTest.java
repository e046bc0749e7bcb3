package io.sextant.device.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReadBuffersTest {
    private static final long AMPLE = 1L << 40;

    @Test
    void choosesHalfOfEachCacheAndFourTimesTheLastForMemory() throws IOException {
        assertEquals(Map.of("l1d", 16L << 10, "l2", 256L << 10, "l3", 8L << 20, "memory", 128L << 20), ReadBuffers.of(Samples.zen3(), AMPLE));
    }

    @Test
    void measuresTheNearestAndMemoryWhereCachesAreUnknown() throws IOException {
        assertEquals(Map.of("l1d", 16L << 10, "memory", 64L << 20), ReadBuffers.of(Samples.zen3().withCaches(List.of()), AMPLE));
    }

    @Test
    void leavesMemoryOutWhereTooLittleIsFree() throws IOException {
        assertEquals(Map.of("l1d", 16L << 10, "l2", 256L << 10, "l3", 8L << 20), ReadBuffers.of(Samples.zen3(), 256L << 20));
    }

    @Test
    void leavesOutALastCacheHardlyLargerThanTheOneBefore() throws IOException {
        Processor processor = Samples.zen3().withCaches(List.of(new Cache(1, Cache.Content.DATA, 32 << 10),
            new Cache(2, Cache.Content.BOTH, 1 << 20), new Cache(3, Cache.Content.BOTH, 2 << 20)));
        assertEquals(Map.of("l1d", 16L << 10, "l2", 512L << 10, "memory", 64L << 20), ReadBuffers.of(processor, AMPLE));
    }
}
