package io.sextant.search.loop;

import io.sextant.ir.quantity.Metric;
import io.sextant.search.limit.Limits;
import io.sextant.search.limit.ParetoFront;
import io.sextant.search.limit.Verdict;
import io.sextant.search.port.Estimate;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a search came to. */
public sealed interface SearchResult {
    Summary summary();

    /** The same result of a run that went on for {@code further}. */
    SearchResult longer(Duration further);

    /**
     * What holds whatever the verdict.
     *
     * @param derived true if the limit comes from the first batch, not from the person
     * @param trials  all of them, in their order
     * @param front   of the trained feasible trials: accuracy of their longest training against {@code frontMetrics}
     */
    record Summary(Limits limits, boolean derived, List<Trial> trials, ParetoFront<Trial> front, List<Metric> frontMetrics,
        Counts counts, Duration duration) {
        public Summary {
            trials = List.copyOf(trials);
            frontMetrics = List.copyOf(frontMetrics);
        }

        private Summary longer(Duration further) {
            return new Summary(limits, derived, trials, front, frontMetrics, counts, duration.plus(further));
        }
    }

    /**
     * A network that meets every limit, re-measured.
     *
     * @param baseline the network with the most parameters that meets every limit, re-measured and trained as the winner was
     */
    record Feasible(Summary summary, Finalist winner, Finalist baseline) implements SearchResult {
        /** True if the search found nothing better than counting parameters would have. */
        public boolean winnerIsBaseline() {
            return winner.trial().number() == baseline.trial().number();
        }

        @Override
        public Feasible longer(Duration further) {
            return new Feasible(summary.longer(further), winner, baseline);
        }
    }

    /**
     * No network that was tried meets the limits.
     *
     * @param nearest empty if none could be measured
     */
    record Infeasible(Summary summary, Optional<Nearest> nearest) implements SearchResult {
        @Override
        public Infeasible longer(Duration further) {
            return new Infeasible(summary.longer(further), nearest);
        }
    }

    /**
     * The trial that comes nearest to the limits.
     *
     * @param metrics  what it costs: re-measured if it was a finalist
     * @param verdicts one for each limit whose metric is known of it
     */
    record Nearest(Trial trial, Map<Metric, Estimate> metrics, List<Verdict> verdicts) {
        public Nearest {
            metrics = Map.copyOf(metrics);
            verdicts = List.copyOf(verdicts);
        }

        /** The verdict on the limit that binds. */
        public Verdict binding() {
            return verdicts.stream().max(Comparator.comparingDouble(Verdict::ratio)).orElseThrow();
        }
    }
}
