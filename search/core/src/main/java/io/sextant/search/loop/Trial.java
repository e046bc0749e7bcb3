package io.sextant.search.loop;

import io.sextant.ir.quantity.Metric;
import io.sextant.search.port.Estimate;
import io.sextant.search.strategy.Proposal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What became of a proposal.
 *
 * @param metrics    what it costs, as the search went by it: measured, or predicted; empty if that failed
 * @param remeasured what it costs as measured with finalists; empty if it was not one, or measuring it failed
 * @param scores     accuracies, a training run each, from the shortest to the longest
 */
public record Trial(int number, Proposal proposal, Map<Metric, Estimate> metrics, Map<Metric, Estimate> remeasured, Standing standing,
    List<Score> scores) {
    /** The accuracy (0..1) on the selection set after so many epochs from this seed. */
    public record Score(int epochs, long seed, double accuracy) {
    }

    /** The free score: most parameters first, then most MACs, then the earliest. */
    static final Comparator<Trial> MOST_PARAMETERS = Comparator.<Trial>comparingDouble(trial -> -trial.count(Metric.PARAMS))
        .thenComparingDouble(trial -> -trial.count(Metric.MACS)).thenComparingInt(Trial::number);

    /** Best first: longest training, then accuracy, then the free score. */
    static final Comparator<Trial> BEST = Comparator.comparingInt(Trial::epochs).thenComparingDouble(Trial::lastAccuracy).reversed()
        .thenComparing(MOST_PARAMETERS);

    public Trial {
        metrics = Map.copyOf(metrics);
        remeasured = Map.copyOf(remeasured);
        scores = List.copyOf(scores);
    }

    /** The score of the longest training. */
    public Optional<Score> score() {
        return scores.isEmpty() ? Optional.empty() : Optional.of(scores.get(scores.size() - 1));
    }

    /** What it costs by the newest measurement of each metric. */
    public Map<Metric, Estimate> newestMetrics() {
        Map<Metric, Estimate> newest = new HashMap<>(metrics);
        newest.putAll(remeasured);
        return newest;
    }

    public boolean feasible() {
        return standing instanceof Standing.Feasible;
    }

    /** An earlier trial has the same network. */
    public boolean isDuplicate() {
        return standing instanceof Standing.Duplicate;
    }

    Trial with(Standing changed) {
        return new Trial(number, proposal, metrics, remeasured, changed, scores);
    }

    /** It was a finalist. */
    Trial with(Map<Metric, Estimate> measured) {
        return new Trial(number, proposal, metrics, measured, standing, scores);
    }

    Trial with(Score score) {
        List<Score> more = new ArrayList<>(scores);
        more.add(score);
        return new Trial(number, proposal, metrics, remeasured, standing, more);
    }

    private int epochs() {
        return score().map(Score::epochs).orElse(0);
    }

    private double lastAccuracy() {
        return score().map(Score::accuracy).orElse(0.0);
    }

    private double count(Metric metric) {
        Estimate estimate = metrics.get(metric);
        if (estimate == null) {
            throw new IllegalStateException("a cost model always counts " + metric.text() + ", trial " + number + " has "
                + metrics.keySet());
        }
        return estimate.value();
    }
}
