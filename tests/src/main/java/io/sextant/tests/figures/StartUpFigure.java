package io.sextant.tests.figures;

import io.sextant.tests.program.Checkout;
import io.sextant.tests.program.ProgramRun;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** How long a person waits for {@code sextant --help}, once built. */
final class StartUpFigure implements FigureSet {
    private static final double GOAL_SECONDS = 0.5;
    private static final int RUNS = 7;
    private static final int QUICK_RUNS = 1;

    @Override
    public List<Figure> measure(boolean quick) {
        ProgramRun.Starter launcher = ProgramRun.throughLauncher(Checkout.root(), Checkout.root().resolve("target"), Checkout.root());
        checked(launcher.run("--help"));
        double[] seconds = IntStream.range(0, quick ? QUICK_RUNS : RUNS).mapToDouble(i -> checked(launcher.run("--help"))).sorted().toArray();
        double median = seconds[seconds.length / 2];
        return List.of(new Figure("sextant --help, median of " + seconds.length, "< 0.5 s", "-",
            String.format(Locale.ROOT, "%.2f s", median), String.format(Locale.ROOT, "%.2f", median / GOAL_SECONDS), median < GOAL_SECONDS));
    }

    private static double checked(ProgramRun run) {
        if (run.exitCode() != 0) {
            throw new IllegalStateException("--help failed: " + run.transcript());
        }
        return run.duration().toNanos() / 1e9;
    }
}
