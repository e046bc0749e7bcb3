package io.sextant.kernel;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * An instruction set as far as kernels depend on it.
 *
 * @see <a href="https://gitlab.com/x86-psABIs/x86-64-ABI">x86-64 psABI</a>, micro-architecture levels
 */
public enum Isa {
    /** What every x86-64 has: SSE2, a product and a sum apart. */
    X86_64(4, 16, List.of("-march=x86-64"), Set.of()),
    X86_AVX2(8, 16, List.of("-march=x86-64-v3"), Set.of("avx2", "fma", "bmi2")),
    X86_AVX512(16, 32, List.of("-march=x86-64-v4", "-mprefer-vector-width=512"), Set.of("avx512f", "avx512bw", "avx512dq", "avx512vl"));

    private final int lanes;
    private final int registers;
    private final List<String> flags;
    private final Set<String> needs;

    Isa(int lanes, int registers, List<String> flags, Set<String> needs) {
        this.lanes = lanes;
        this.registers = registers;
        this.flags = flags;
        this.needs = needs;
    }

    /** {@code x86_avx512}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** f32 in a vector register. */
    public int lanes() {
        return lanes;
    }

    /** Vector registers. */
    public int registers() {
        return registers;
    }

    /** Whether work on half a vector is about half that on a whole one, on most CPUs that have them. */
    public boolean halvesPay() {
        return this == X86_AVX512;
    }

    /** Compiler flags. */
    public List<String> flags() {
        return flags;
    }

    /** @param extensions of a CPU, as Linux names them */
    public boolean runsOn(Set<String> extensions) {
        return extensions.containsAll(needs);
    }

    /** The widest that a CPU with these extensions runs. */
    public static Isa widest(Set<String> extensions) {
        return Arrays.stream(values()).filter(isa -> isa.runsOn(extensions)).max(Comparator.comparingInt(Isa::lanes)).orElseThrow();
    }
}
