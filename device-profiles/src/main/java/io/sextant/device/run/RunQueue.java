package io.sextant.device.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * How long threads of this process were ready to run but waited for a core: the second figure of {@code schedstat}
 * (Linux, Documentation/scheduler/sched-stats.rst). The files stay open, so that one reading costs about a microsecond.
 */
final class RunQueue implements AutoCloseable {
    private final List<FileChannel> schedstats;
    private final ByteBuffer buffer = ByteBuffer.allocate(128);

    private RunQueue(List<FileChannel> schedstats) {
        this.schedstats = schedstats;
    }

    static RunQueue ofCurrentThread() {
        return open(List.of(Path.of("/proc/thread-self/schedstat")));
    }

    /** All threads that exist now. */
    static RunQueue ofProcess() {
        try (Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
            return open(tasks.map(task -> task.resolve("schedstat")).toList());
        } catch (IOException e) {
            return open(List.of());
        }
    }

    private static RunQueue open(List<Path> files) {
        List<FileChannel> channels = new ArrayList<>();
        for (Path file : files) {
            try {
                channels.add(FileChannel.open(file, StandardOpenOption.READ));
            } catch (IOException e) {
                // The thread has ended, or this kernel keeps no such statistics: nothing to add up.
                continue;
            }
        }
        return new RunQueue(channels);
    }

    /** Sum over the threads since they began. */
    long delayNanos() {
        long sum = 0;
        for (FileChannel schedstat : schedstats) {
            sum += delayNanos(schedstat);
        }
        return sum;
    }

    private long delayNanos(FileChannel schedstat) {
        try {
            buffer.clear();
            int length = schedstat.read(buffer, 0);
            String[] figures = new String(buffer.array(), 0, Math.max(0, length), StandardCharsets.US_ASCII).split("\\s+");
            return figures.length < 2 ? 0 : Long.parseLong(figures[1]);
        } catch (IOException e) {
            return 0;
        }
    }

    @Override
    public void close() {
        for (FileChannel schedstat : schedstats) {
            try {
                schedstat.close();
            } catch (IOException e) {
                throw new IllegalStateException("cannot close a file of /proc", e);
            }
        }
    }
}
