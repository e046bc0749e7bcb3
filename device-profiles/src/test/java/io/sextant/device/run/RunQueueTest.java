package io.sextant.device.run;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class RunQueueTest {
    private static final Path OWN = Path.of("/proc/thread-self/schedstat");

    private static long delayOfThisThread() throws IOException {
        Assumptions.assumeTrue(Files.exists(OWN), "needs /proc/thread-self/schedstat (Linux with CONFIG_SCHED_INFO)");
        return Long.parseLong(Files.readString(OWN).split("\\s+")[1]);
    }

    @Test
    void readsTheDelayOfTheCallingThreadAnewEachTime() throws IOException {
        try (RunQueue runQueue = RunQueue.ofCurrentThread()) {
            for (int i = 0; i < 3; i++) {
                long before = delayOfThisThread();
                long delay = runQueue.delayNanos();
                assertTrue(before <= delay && delay <= delayOfThisThread(), before + " <= " + delay);
                Thread.yield();
            }
        }
    }

    @Test
    void addsUpAllThreads() throws IOException {
        long own = delayOfThisThread();
        try (RunQueue all = RunQueue.ofProcess()) {
            assertTrue(all.delayNanos() > own, "the other threads of a Java virtual machine wait now and then");
        }
    }
}
