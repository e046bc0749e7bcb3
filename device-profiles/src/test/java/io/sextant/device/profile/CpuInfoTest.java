package io.sextant.device.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class CpuInfoTest {
    @Test
    void readsAnIntelCpuWithAvx512AndTwoThreadsPerCore() throws IOException {
        Processor processor = CpuInfo.parse(Samples.cpuInfo("intel-sapphire-rapids"));
        assertEquals(new ProcessorModel("Intel(R) Xeon(R) Platinum 8481C CPU @ 2.70GHz", "GenuineIntel 6/143/8", "0x2b000620"), processor.model());
        assertEquals(2, processor.cores());
        assertEquals(4, processor.threads());
        assertTrue(processor.isa().containsAll(Set.of("sse3", "avx2", "fma", "avx512f", "avx512_vnni", "amx_int8")), processor.isa().toString());
        assertFalse(processor.isa().contains("hypervisor"));
        assertEquals(List.of(VectorExtension.SSE2, VectorExtension.AVX2, VectorExtension.AVX512), VectorExtension.of(processor));
    }

    @Test
    void readsAnAmdCpu() throws IOException {
        Processor processor = CpuInfo.parse(Samples.cpuInfo("amd-zen3"));
        assertEquals(new ProcessorModel("AMD EPYC 7B13", "AuthenticAMD 25/1/1", "0xa0011d5"), processor.model());
        assertEquals(2, processor.cores());
        assertEquals(2, processor.threads());
        assertEquals(List.of(VectorExtension.SSE2, VectorExtension.AVX2), VectorExtension.of(processor));
    }

    @Test
    void readsAVirtualMachineThatTellsLittle() throws IOException {
        Processor processor = CpuInfo.parse(Samples.cpuInfo("virtual-machine"));
        assertEquals(new ProcessorModel("unknown", "GenuineIntel 15/107/1", "unknown"), processor.model());
        assertEquals(1, processor.cores());
        assertEquals(new TreeSet<>(Set.of("sse", "sse2", "sse3")), processor.isa());
        assertEquals(List.of(), processor.caches());
    }

    @Test
    void keepsOnlyWhatEveryProcessorHas() throws IOException {
        String zen = Samples.cpuInfo("amd-zen3");
        String second = zen.substring(zen.lastIndexOf("processor\t"));
        Processor processor = CpuInfo.parse(zen.replace(second, second.replace(" avx2", "")));
        assertTrue(processor.isa().contains("fma"));
        assertFalse(processor.isa().contains("avx2"));
    }

    @Test
    void refusesATextWithoutProcessors() {
        assertThrows(IllegalArgumentException.class, () -> CpuInfo.parse("model name : ?\n"));
    }
}
