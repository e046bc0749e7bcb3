package io.sextant.device.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

class BlockTimerTest {
    private long runs;

    /** Each inference takes {@code nanos} of thread CPU time by the clock itself, however fast the machine is. */
    private Executor.Loaded busyFor(long nanos) {
        return busyFor(() -> nanos);
    }

    private Executor.Loaded busyFor(LongSupplier nanos) {
        return new Executor.Loaded() {
            @Override
            public void run() {
                ThreadMXBean threads = ManagementFactory.getThreadMXBean();
                long end = threads.getCurrentThreadCpuTime() + nanos.getAsLong();
                while (threads.getCurrentThreadCpuTime() < end) {
                    continue;
                }
                runs++;
            }

            @Override
            public void close() {
            }
        };
    }

    @Test
    void aBlockIsAsLongAsItHasToBe() throws Exception {
        Warmed fast = new BlockTimer(busyFor(20_000), 1).warm(0, TimeUnit.SECONDS.toNanos(2));
        assertTrue(fast.inferencesPerBlock() > 1 && fast.inferencesPerBlock() <= 20, fast.toString());
        assertEquals(1, new BlockTimer(busyFor(2_000_000), 1).warm(0, TimeUnit.SECONDS.toNanos(2)).inferencesPerBlock());
    }

    @Test
    void aProgramThatDriftsGetsFourWindowsAndIsSaidToBeUnsteady() throws Exception {
        Warmed drifting = new BlockTimer(busyFor(() -> 1_000_000 * (runs + 1)), 1).warm(0, 1);
        assertEquals(new Warmed(1, false), drifting);
        assertEquals(4 * 3, runs);
    }

    @Test
    void timesAreOfOneInferenceAndNotLessThanItTook() throws Exception {
        BlockTimer timer = new BlockTimer(busyFor(50_000), 1);
        Warmed warmed = timer.warm(0, TimeUnit.SECONDS.toNanos(2));
        try (RunQueue runQueue = timer.runQueue()) {
            Sample sample = timer.block(warmed.inferencesPerBlock(), runQueue);
            assertTrue(sample.cpuNanos() >= 50_000 && sample.wallNanos() >= 49_000, sample.toString());
        }
    }
}
