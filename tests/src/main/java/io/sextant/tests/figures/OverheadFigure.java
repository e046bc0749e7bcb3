package io.sextant.tests.figures;

import io.sextant.search.loop.Ports;
import io.sextant.search.loop.SearchJob;
import io.sextant.search.loop.SearchListener;
import io.sextant.search.loop.SearchLoop;
import io.sextant.search.loop.SearchResult;
import io.sextant.search.loop.SearchSettings;
import io.sextant.search.loop.TrainingPlan;
import io.sextant.search.space.SearchSpace;
import io.sextant.search.space.Spaces;
import io.sextant.search.strategy.RegularisedEvolution;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What a search costs beside measuring and training, for each candidate: a whole search of the shipped space with evolution, whose
 * ports answer from counts; the time spent in the ports is subtracted.
 */
final class OverheadFigure implements FigureSet {
    private static final double GOAL_MILLIS = 50;
    private static final int TRIALS = 300;
    private static final int QUICK_TRIALS = 16;
    private static final int WINDOW = 16;
    private static final long SEED = 7;

    @Override
    public List<Figure> measure(boolean quick) {
        double millis = overheadMillis(quick ? QUICK_TRIALS : TRIALS);
        return List.of(new Figure("search overhead per candidate", "< 50 ms", "-", String.format(Locale.ROOT, "%.2f ms", millis),
            String.format(Locale.ROOT, "%.3f", millis / GOAL_MILLIS), millis < GOAL_MILLIS));
    }

    static double overheadMillis(int trials) {
        SearchSpace space = Spaces.named("mnist1d");
        SearchSettings settings = new SearchSettings(List.of(), new SearchSettings.Trials(trials, WINDOW), Duration.ofMinutes(10), SEED,
            TrainingPlan.STANDARD);
        RegularisedEvolution strategy = new RegularisedEvolution(space, SEED, RegularisedEvolution.Settings.STANDARD);
        CountingPorts ports = new CountingPorts();
        SearchJob job = new SearchJob(space, strategy, settings, List.of());
        long begun = System.nanoTime();
        SearchResult result = new SearchLoop(job, new Ports(ports, ports, ports), new SearchListener() { }, System::nanoTime).run();
        long outside = System.nanoTime() - begun - ports.nanosInside();
        return outside / 1e6 / result.summary().trials().size();
    }
}
