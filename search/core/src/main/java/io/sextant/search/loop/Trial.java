package io.sextant.search.loop;

import io.sextant.ir.quantity.Metric;
import io.sextant.search.port.Estimate;
import io.sextant.search.strategy.Proposal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What became of a proposal.
 *
 * @param metrics what it costs, as the search measured it; empty if that failed
 * @param scores  accuracies, a training run each, from the shortest to the longest
 */
public record Trial(int number, Proposal proposal, Map<Metric, Estimate> metrics, Standing standing, List<Score> scores) {
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
        scores = List.copyOf(scores);
    }

    /** The score of the longest training. */
    public Optional<Score> score() {
        return scores.isEmpty() ? Optional.empty() : Optional.of(scores.get(scores.size() - 1));
    }

    public boolean feasible() {
        return standing instanceof Standing.Feasible;
    }

    Trial with(Standing changed) {
        return new Trial(number, proposal, metrics, changed, scores);
    }

    Trial with(Score score) {
        List<Score> more = new ArrayList<>(scores);
        more.add(score);
        return new Trial(number, proposal, metrics, standing, more);
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
