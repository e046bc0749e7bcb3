package io.sextant.cli.progress;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** For logs and pipes: a line when a stage begins, at every quarter with the remaining time, and when it ends. */
final class LineProgress implements Progress {
    private static final int LINES_PER_STAGE = 4;

    private final PrintStream err;
    private String name;
    private int steps;
    private int done;
    private long began;

    LineProgress(PrintStream err) {
        this.err = err;
    }

    @Override
    public synchronized void stage(String stage, int stageSteps) {
        close();
        name = stage;
        steps = Math.max(1, stageSteps);
        done = 0;
        began = System.nanoTime();
        err.println(name + " (" + steps + ")");
    }

    @Override
    public synchronized void step() {
        done++;
        if (name == null || done >= steps || done * LINES_PER_STAGE / steps == (done - 1) * LINES_PER_STAGE / steps) {
            return;
        }
        Duration left = elapsed().multipliedBy(steps - done).dividedBy(done);
        err.printf(Locale.ROOT, "%s: %d of %d, about %d s left%n", name, done, steps, left.toSeconds());
    }

    @Override
    public synchronized void say(String sentence) {
        err.println(sentence);
    }

    @Override
    public synchronized void close() {
        if (name != null) {
            err.printf(Locale.ROOT, "%s: %d of %d done in %.1f s%n", name, Math.min(done, steps), steps, elapsed().toMillis() / 1e3);
            name = null;
        }
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - began);
    }
}
