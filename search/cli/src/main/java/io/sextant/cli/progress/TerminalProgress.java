package io.sextant.cli.progress;

import java.io.PrintStream;
import java.util.Optional;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar with elapsed and remaining time for each stage. */
final class TerminalProgress implements Progress {
    private static final int WIDTH = 100;

    private final PrintStream err;
    private ProgressBar bar;

    TerminalProgress(PrintStream err) {
        this.err = err;
    }

    @Override
    public synchronized void stage(String name, int steps) {
        close();
        bar = new ProgressBarBuilder().setTaskName(name).setInitialMax(Math.max(1, steps)).setUpdateIntervalMillis(200)
            .setStyle(System.getenv("NO_COLOR") == null ? ProgressBarStyle.UNICODE_BLOCK : ProgressBarStyle.ASCII)
            .setConsumer(new ConsoleProgressBarConsumer(err, WIDTH)).continuousUpdate()
            .setEtaFunction(state -> state.getCurrent() == 0 ? Optional.empty()
                : Optional.of(state.getElapsedAfterStart().multipliedBy(state.getMax() - state.getCurrent())
                    .dividedBy(state.getCurrent())))
            .build();
    }

    @Override
    public synchronized void step() {
        if (bar != null && bar.getCurrent() < bar.getMax()) {
            bar.step();
        }
    }

    @Override
    public synchronized void say(String sentence) {
        if (bar != null) {
            bar.pause();
            err.print("\r\033[K");
        }
        err.println(sentence);
        if (bar != null) {
            bar.resume();
        }
    }

    @Override
    public synchronized void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
