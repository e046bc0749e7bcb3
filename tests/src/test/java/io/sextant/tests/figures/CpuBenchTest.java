package io.sextant.tests.figures;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sextant.device.profile.Processor;
import io.sextant.device.profile.ProcessorModel;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class CpuBenchTest {
    private static Processor processor(String... isa) {
        return new Processor(new ProcessorModel("Old One", "Maker 1/2/3", "unknown"), new TreeSet<>(List.of(isa)), 1, 1, List.of());
    }

    @Test
    void needsAvx512() {
        assertDoesNotThrow(() -> CpuBench.requireAvx512(processor("avx512f", "avx512bw", "avx512dq", "avx512vl")));
        NotRunnable refused = assertThrows(NotRunnable.class, () -> CpuBench.requireAvx512(processor("avx2", "fma")));
        assertEquals("the goals are for AVX-512, which Old One does not have", refused.getMessage());
    }
}
