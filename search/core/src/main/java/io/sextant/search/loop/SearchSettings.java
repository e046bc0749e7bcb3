package io.sextant.search.loop;

import io.sextant.search.limit.Limit;
import java.time.Duration;
import java.util.List;

/**
 * What a search shall do.
 *
 * @param limits on the device that the ports speak for; none: a latency limit is derived from the first batch
 * @param budget wall time for everything that {@link SearchLoop#run} does
 * @param seed   of everything random
 */
public record SearchSettings(List<Limit> limits, Trials trials, Duration budget, long seed, TrainingPlan training) {
    public SearchSettings {
        limits = List.copyOf(limits);
        if (budget.isNegative() || budget.isZero()) {
            throw new IllegalArgumentException("a budget is above 0, got " + budget);
        }
    }

    /**
     * @param count  how many networks are proposed at most
     * @param window how many are costed and trained at a time; see {@link io.sextant.search.strategy.AskTell}
     */
    public record Trials(int count, int window) {
        public Trials {
            if (count < 1 || window < 1) {
                throw new IllegalArgumentException("trials and window are at least 1, got " + count + " and " + window);
            }
        }
    }
}
