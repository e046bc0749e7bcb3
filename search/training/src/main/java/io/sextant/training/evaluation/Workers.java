package io.sextant.training.evaluation;

import io.sextant.search.port.Evaluator.Progress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Threads that run jobs in the order given. Closing lets jobs under way notice it through {@link #isClosed()} and end. */
final class Workers implements AutoCloseable {
    private static final long CLOSE_SECONDS = 60;

    private final ExecutorService executor;
    private volatile boolean closed;

    Workers(int threads) {
        AtomicInteger number = new AtomicInteger();
        executor = Executors.newFixedThreadPool(threads, job -> {
            Thread thread = new Thread(job, "training-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    boolean isClosed() {
        return closed;
    }

    private record Ended<R>(int index, R result, Throwable failure) {
    }

    /**
     * The results of {@code job} in the order of {@code items}, after all have ended.
     *
     * @param progress told of each result as it comes, in the caller's thread
     * @param stop asks the jobs of this call to end early; runs if the caller is interrupted, whose flag is then set again at the end, and
     *     if {@code progress} throws
     * @throws RuntimeException what the first failed job threw
     */
    <T, R> List<R> map(List<T> items, Function<T, R> job, Progress<R> progress, Runnable stop) {
        if (closed) {
            throw new IllegalStateException("the workers are closed");
        }
        BlockingQueue<Ended<R>> ended = new LinkedBlockingQueue<>();
        for (int i = 0; i < items.size(); i++) {
            int index = i;
            executor.execute(() -> ended.add(run(job, items.get(index), index)));
        }
        return results(await(items.size(), ended, progress, stop));
    }

    private static <T, R> Ended<R> run(Function<T, R> job, T item, int index) {
        try {
            return new Ended<>(index, job.apply(item), null);
        } catch (Throwable e) {
            return new Ended<>(index, null, e);
        }
    }

    private static <R> List<Ended<R>> await(int count, BlockingQueue<Ended<R>> ended, Progress<R> progress, Runnable stop) {
        List<Ended<R>> all = new ArrayList<>(Collections.nCopies(count, null));
        boolean interrupted = false;
        int seen = 0;
        try {
            while (seen < count) {
                try {
                    Ended<R> next = ended.take();
                    all.set(next.index(), next);
                    seen++;
                    if (next.failure() == null) {
                        progress.ended(next.index(), next.result());
                    }
                } catch (InterruptedException e) {
                    interrupted = true;
                    stop.run();
                }
            }
        } finally {
            if (seen < count) {
                stop.run();
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        return all;
    }

    private static <R> List<R> results(List<Ended<R>> ended) {
        for (Ended<R> one : ended) {
            if (one.failure() instanceof RuntimeException failure) {
                throw failure;
            }
            if (one.failure() != null) {
                throw new IllegalStateException(one.failure());
            }
        }
        return ended.stream().map(Ended::result).toList();
    }

    /** Lets queued jobs run, which end at once if they ask {@link #isClosed()}, and waits for all; at most a minute. */
    @Override
    public void close() {
        closed = true;
        executor.shutdown();
        boolean interrupted = false;
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(CLOSE_SECONDS);
        while (!executor.isTerminated() && System.nanoTime() < end) {
            try {
                executor.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
