package io.sextant.device.profile;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one core can reach at most, as measured: the roofline of Williams, Waterman and Patterson (2009).
 *
 * @param peakGigaflops          f32 arithmetic in GFLOP/s by vector extension ({@code sse2}, {@code avx2}, {@code avx512}); a
 *                               fused multiply-add is two operations
 * @param readGigabytesPerSecond reading in GB/s (1e9 bytes) by where the data lie: {@code l1d}, {@code l2}, {@code l3},
 *                               {@code memory}
 * @param threadTimer            the clock of thread CPU time
 * @param provenance             how the figures were found; empty if a person wrote them without saying so
 */
public record Ceilings(SortedMap<String, Double> peakGigaflops, SortedMap<String, Double> readGigabytesPerSecond,
    Optional<TimerFigures> threadTimer, Optional<Provenance> provenance) {

    /** Nothing measured. */
    public static final Ceilings UNKNOWN = new Ceilings(new TreeMap<>(), new TreeMap<>(), Optional.empty(), Optional.empty());

    public Ceilings {
        peakGigaflops = checked("peak", peakGigaflops);
        readGigabytesPerSecond = checked("bandwidth", readGigabytesPerSecond);
    }

    private static SortedMap<String, Double> checked(String what, Map<String, Double> rates) {
        rates.forEach((name, rate) -> {
            if (!(rate > 0 && Double.isFinite(rate))) {
                throw new IllegalArgumentException("the " + what + " of " + name + " is positive, got " + rate);
            }
        });
        return Collections.unmodifiableSortedMap(new TreeMap<>(rates));
    }

    /** The highest of the peaks in GFLOP/s. */
    public Optional<Double> bestPeakGigaflops() {
        return peakGigaflops.values().stream().max(Double::compare);
    }
}
