package io.sextant.search.loop;

import io.sextant.search.limit.Limit;
import io.sextant.search.strategy.Landscape;
import io.sextant.search.strategy.RegularisedEvolution;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Searches of the landscape. */
final class SearchJobs {
    static final int WINDOW = 12;
    static final TrainingPlan PLAN = new TrainingPlan(10, 3, 90, 3, 3);

    private SearchJobs() {
    }

    static SearchJob job(int trials, Duration budget, List<Event> journal, String... limits) {
        SearchSettings settings = new SearchSettings(Stream.of(limits).map(Limit::parse).toList(),
            new SearchSettings.Trials(trials, WINDOW), budget, 7, PLAN);
        RegularisedEvolution strategy = new RegularisedEvolution(Landscape.SPACE, 7, new RegularisedEvolution.Settings(24, 36, 8));
        return new SearchJob(Landscape.SPACE, strategy, settings, journal);
    }
}
