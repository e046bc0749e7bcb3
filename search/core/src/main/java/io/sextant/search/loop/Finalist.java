package io.sextant.search.loop;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.quantity.Metric;
import io.sextant.search.port.Estimate;
import io.sextant.search.port.Evaluator.Finished;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * A network that was re-measured and trained to the end.
 *
 * @param metrics what it costs, re-measured where the device measures
 * @param epochs  of each run
 * @param seeds   one for each run
 * @param runs    at least one
 */
public record Finalist(Trial trial, Map<Metric, Estimate> metrics, int epochs, List<Long> seeds, List<Finished> runs) {
    public Finalist {
        metrics = Map.copyOf(metrics);
        seeds = List.copyOf(seeds);
        runs = List.copyOf(runs);
        if (runs.isEmpty() || runs.size() != seeds.size()) {
            throw new IllegalArgumentException("at least one run and a seed for each, got " + runs.size() + " and " + seeds.size());
        }
    }

    /**
     * A mean over training runs.
     *
     * @param standardError of the mean; 0 for a single run
     */
    public record Accuracy(double mean, double standardError, int runs) {
    }

    /** On the data that was searched with. */
    public Accuracy selectionAccuracy() {
        return mean(Finished::selectionAccuracy);
    }

    /** On fresh data that nothing was chosen by: the number to quote. */
    public Accuracy freshAccuracy() {
        return mean(Finished::freshAccuracy);
    }

    /** On the published test set. */
    public Accuracy standardAccuracy() {
        return mean(Finished::standardAccuracy);
    }

    /** The run whose weights are kept: the best on the selection set; the first of equals. */
    public Finished kept() {
        return runs.stream().sorted(Comparator.comparingDouble(Finished::selectionAccuracy).reversed()).findFirst().orElseThrow();
    }

    /** The network with the weights of {@link #kept}. */
    public Graph trained() {
        return kept().trained();
    }

    private Accuracy mean(ToDoubleFunction<Finished> accuracy) {
        double mean = runs.stream().mapToDouble(accuracy).average().orElseThrow();
        double squares = runs.stream().mapToDouble(run -> Math.pow(accuracy.applyAsDouble(run) - mean, 2)).sum();
        int count = runs.size();
        return new Accuracy(mean, count == 1 ? 0 : Math.sqrt(squares / (count - 1) / count), count);
    }
}
