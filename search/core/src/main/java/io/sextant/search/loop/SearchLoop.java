package io.sextant.search.loop;

import io.sextant.ir.quantity.Metric;
import io.sextant.search.limit.Limit;
import io.sextant.search.limit.Limits;
import io.sextant.search.limit.ParetoFront;
import io.sextant.search.limit.Relation;
import io.sextant.search.port.Estimate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A whole search: batches of proposals are costed together and held against the limits; the feasible ones are trained briefly, most
 * parameters first; successive halving trains the best ones longer; finalists are re-measured, and the best one whose interval meets
 * every limit is trained to the end beside the baseline, which is the feasible network with the most parameters.
 */
public final class SearchLoop {
    private final SearchJob job;
    private final Ports ports;
    private final SearchListener listener;
    private final TimeSource time;

    public SearchLoop(SearchJob job, Ports ports, SearchListener listener, TimeSource time) {
        this.job = job;
        this.ports = ports;
        this.listener = listener;
        this.time = time;
    }

    /**
     * Runs the search. The budget begins now, or goes on where the journal ends.
     *
     * @throws io.sextant.ir.InvalidInput if a limit speaks of a metric that the cost model does not know, or the journal is of another
     *                                    search
     * @throws IllegalStateException      if not one network of the first batch can be measured
     */
    public SearchResult run() {
        Run run = Run.of(job, ports, listener, time);
        Exploration exploration = new Exploration(run);
        exploration.explore();
        new Halving(run).halve();
        Optional<Finals.Decided> decided = new Finals(run, exploration.limits()).decide();
        SearchResult.Summary summary = summary(run, exploration, decided);
        return decided
            .<SearchResult>map(networks -> new SearchResult.Feasible(summary, networks.winner(), networks.baseline()))
            .orElseGet(() -> new SearchResult.Infeasible(summary, nearest(run, exploration.limits())));
    }

    private SearchResult.Summary summary(Run run, Exploration exploration, Optional<Finals.Decided> decided) {
        List<Trial> trials = run.roster().all();
        Limits limits = exploration.limits();
        List<Metric> costs = frontMetrics(limits, trials);
        List<ParetoFront.Point<Trial>> points = trials.stream().filter(trial -> trial.feasible() && trial.score().isPresent())
            .map(trial -> new ParetoFront.Point<>(trial, trial.score().orElseThrow().accuracy(),
                costs.stream().map(metric -> trial.metrics().get(metric).value()).toList())).toList();
        Set<Integer> trained = trials.stream().filter(trial -> trial.score().isPresent()).map(Trial::number).collect(Collectors.toSet());
        decided.ifPresent(networks -> networks.finished().forEach(trained::add));
        Counts counts = run.chronicle().tally().counts(trials.size(), trained.size());
        return new SearchResult.Summary(limits, job.settings().limits().isEmpty(), trials, ParetoFront.of(points), costs, counts,
            run.time().duration());
    }

    /** Latency, where anything has one, and what is limited from above; parameters where there is neither. */
    private static List<Metric> frontMetrics(Limits limits, List<Trial> trials) {
        List<Metric> costs = Stream.concat(Stream.of(Metric.LATENCY),
                limits.all().stream().filter(limit -> limit.relation() == Relation.AT_MOST).map(Limit::metric))
            .distinct().filter(metric -> trials.stream().anyMatch(trial -> trial.metrics().containsKey(metric))).toList();
        return costs.isEmpty() ? List.of(Metric.PARAMS) : costs;
    }

    private static Optional<SearchResult.Nearest> nearest(Run run, Limits limits) {
        return run.roster().all().stream().filter(trial -> trial.standing() instanceof Standing.Infeasible).map(trial -> {
            Map<Metric, Estimate> metrics = trial.newestMetrics();
            return new SearchResult.Nearest(trial, metrics, limits.verdicts(metrics));
        }).min(Comparator.comparingDouble(nearest -> nearest.binding().ratio()));
    }
}
