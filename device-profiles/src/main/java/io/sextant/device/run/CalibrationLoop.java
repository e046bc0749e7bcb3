package io.sextant.device.run;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * A fixed amount of integer work in registers. Its thread CPU time depends on the clock frequency of the core and on what shares the
 * core with it, on nothing else; if it changes during a measurement, the machine was throttled.
 */
final class CalibrationLoop {
    private static final int STEPS = 1_000_000;
    private static final int REPEATS = 7;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private long state = 1;

    /** Least of some repeats, in nanoseconds of thread CPU time. The first call also compiles the loop. */
    long leastNanos() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < REPEATS; i++) {
            long begin = THREADS.getCurrentThreadCpuTime();
            work();
            least = Math.min(least, THREADS.getCurrentThreadCpuTime() - begin);
        }
        return least;
    }

    /** Each step needs the one before (xorshift, Marsaglia 2003), so that it cannot be vectorised or left out. */
    private void work() {
        long x = state;
        for (int i = 0; i < STEPS; i++) {
            x ^= x << 13;
            x ^= x >>> 7;
            x ^= x << 17;
        }
        state = x;
    }
}
