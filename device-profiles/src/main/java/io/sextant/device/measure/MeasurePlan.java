package io.sextant.device.measure;

/**
 * How programs are measured.
 *
 * @param threads threads of the engine
 * @param clock   the clock that decides
 * @param seed    of the order within each round and of the bootstrap
 */
public record MeasurePlan(int threads, Clock clock, Effort effort, long seed) {
    public MeasurePlan {
        if (threads < 1) {
            throw new IllegalArgumentException("an engine has at least one thread, got " + threads);
        }
    }

    /** For candidates of a search, on the default clock. */
    public static MeasurePlan screening(int threads, long seed) {
        return new MeasurePlan(threads, Clock.forThreads(threads), Effort.SCREENING, seed);
    }

    /** For finalists and published numbers, on the default clock. */
    public static MeasurePlan finalists(int threads, long seed) {
        return new MeasurePlan(threads, Clock.forThreads(threads), Effort.FINAL, seed);
    }
}
