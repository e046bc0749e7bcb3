package io.sextant.device.profile;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** The vector registers of x86-64 that probes are compiled for, narrowest first. */
enum VectorExtension {
    /** Part of x86-64 itself. */
    SSE2(16, 12, false, List.of("-msse2"), Set.of()),
    AVX2(32, 12, true, List.of("-mavx2", "-mfma"), Set.of("avx2", "fma")),
    AVX512(64, 24, true, List.of("-mavx512f", "-mprefer-vector-width=512"), Set.of("avx512f"));

    private final int bytes;
    private final int chains;
    private final boolean fused;
    private final List<String> flags;
    private final Set<String> needs;

    /**
     * @param chains independent accumulators: latency times throughput of any x86 core so far (without fused multiply-add 12, four a
     *               cycle of latency 3; with it 8, two of latency 4) and few enough to leave registers for the two operands
     */
    VectorExtension(int bytes, int chains, boolean fused, List<String> flags, Set<String> needs) {
        this.bytes = bytes;
        this.chains = chains;
        this.fused = fused;
        this.flags = flags;
        this.needs = needs;
    }

    /** {@code avx2}. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** ISA and width of a register. */
    List<String> flags() {
        return Stream.concat(flags.stream(), Stream.of("-DBYTES=" + bytes)).toList();
    }

    /** How to reach the peak of arithmetic, in addition. */
    List<String> arithmeticFlags() {
        return List.of("-DCHAINS=" + chains, "-DFUSED=" + (fused ? 1 : 0));
    }

    static List<VectorExtension> of(Processor processor) {
        return Arrays.stream(values()).filter(extension -> processor.isa().containsAll(extension.needs)).toList();
    }
}
