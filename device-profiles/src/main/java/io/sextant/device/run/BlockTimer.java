package io.sextant.device.run;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;

/** Times blocks of inferences of one loaded program, on the thread that calls it. */
final class BlockTimer {
    /** A block is long against the cost of reading the clocks (some microseconds on a virtual machine). */
    private static final double BLOCK_NANOS = 400_000;
    private static final int EMPTY_BLOCKS = 64;
    private static final int MOST_INFERENCES = 100_000;
    private static final int BLOCKS_PER_WINDOW = 3;
    /** Windows agree if their medians differ by at most this share; three in a row must. */
    private static final double STEADY = 0.03;
    private static final int FEWEST_WINDOWS = 4;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Executor.Loaded loaded;
    private final boolean oneThread;
    /** What reading the clocks adds to a block; known once the program is warm. */
    private Spent empty = new Spent(0, 0, 0);

    /** Nanoseconds that a whole block took. */
    private record Spent(long cpu, long wall, long waited) {
    }

    BlockTimer(Executor.Loaded loaded, int threads) {
        this.loaded = loaded;
        this.oneThread = threads == 1;
    }

    /** Run-queue delay of the threads that matter for this program; to be closed. */
    RunQueue runQueue() {
        return oneThread ? RunQueue.ofCurrentThread() : RunQueue.ofProcess();
    }

    /** Times one block; an empty block's time is taken off. */
    Sample block(int inferences, RunQueue runQueue) throws Exception {
        Spent spent = spend(inferences, runQueue);
        return new Sample(each(spent.cpu() - empty.cpu(), inferences), each(spent.wall() - empty.wall(), inferences),
            each(spent.waited(), inferences));
    }

    private Spent spend(int inferences, RunQueue runQueue) throws Exception {
        long waitBegin = runQueue.delayNanos();
        long cpuBegin = THREADS.getCurrentThreadCpuTime();
        long wallBegin = System.nanoTime();
        for (int i = 0; i < inferences; i++) {
            loaded.run();
        }
        long wall = System.nanoTime() - wallBegin;
        long cpu = THREADS.getCurrentThreadCpuTime() - cpuBegin;
        return new Spent(cpu, wall, runQueue.delayNanos() - waitBegin);
    }

    /** The least of some, so that no more is taken off than any block has. */
    private Spent leastEmpty(RunQueue runQueue) throws Exception {
        Spent least = spend(0, runQueue);
        for (int i = 1; i < EMPTY_BLOCKS; i++) {
            Spent next = spend(0, runQueue);
            least = new Spent(Math.min(least.cpu(), next.cpu()), Math.min(least.wall(), next.wall()), 0);
        }
        return least;
    }

    /** Hundredths of a nanosecond are beyond any clock, and keep the stored numbers short. */
    private static double each(long nanos, int inferences) {
        return Math.round(100.0 * Math.max(0, nanos) / inferences) / 100.0;
    }

    /** Runs until three windows in a row agree, for at least {@code least} and, after four windows, at most {@code most} nanoseconds. */
    Warmed warm(long least, long most) throws Exception {
        long begin = System.nanoTime();
        int inferences = 1;
        int agreeing = 0;
        int windows = 0;
        double before = Double.NaN;
        try (RunQueue runQueue = runQueue()) {
            while (true) {
                double median = window(inferences, runQueue);
                agreeing = Math.abs(median - before) <= STEADY * before ? agreeing + 1 : 0;
                before = median;
                windows++;
                inferences = inferencesPerBlock(median);
                long elapsed = System.nanoTime() - begin;
                boolean steady = agreeing >= 2;
                if (steady && elapsed >= least || windows >= FEWEST_WINDOWS && elapsed >= most) {
                    empty = leastEmpty(runQueue);
                    return new Warmed(inferences, steady);
                }
            }
        }
    }

    private double window(int inferences, RunQueue runQueue) throws Exception {
        double[] times = new double[BLOCKS_PER_WINDOW];
        for (int i = 0; i < times.length; i++) {
            Sample sample = block(inferences, runQueue);
            times[i] = oneThread ? sample.cpuNanos() : sample.wallNanos();
        }
        Arrays.sort(times);
        return times[times.length / 2];
    }

    private static int inferencesPerBlock(double nanos) {
        return (int) Math.max(1, Math.min(MOST_INFERENCES, Math.ceil(BLOCK_NANOS / Math.max(nanos, 1))));
    }
}
