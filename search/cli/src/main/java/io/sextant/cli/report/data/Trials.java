package io.sextant.cli.report.data;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * All candidates.
 *
 * @param metric what accuracy is traded against: {@code latency}
 * @param unit   of every trial's cost
 * @param limit  the most that the cost may be, in {@code unit}
 * @param batch  how many were proposed at a time
 * @param all    in the order of their numbers
 */
public record Trials(String metric, String unit, OptionalDouble limit, int batch, List<Trial> all) {
    public Trials {
        all = List.copyOf(all);
        if (batch < 1) {
            throw new IllegalArgumentException("a batch has at least one trial, got " + batch);
        }
    }

    /** {@code latency in us}. */
    public String axis() {
        return metric + (unit.isEmpty() ? "" : " in " + unit);
    }

    /** Those that were costed and trained. */
    public List<Trial> trained() {
        return all.stream().filter(Trial::isTrained).toList();
    }

    /** Those that have the search's number and a measurement of their own. */
    public List<Trial> compared() {
        return all.stream().filter(Trial::isCompared).toList();
    }

    /** Where the search's costs come from (measured, summed, ...), if all of them come from the same. */
    public Optional<String> kind() {
        List<String> kinds = all.stream().flatMap(trial -> trial.cost().stream()).map(Amount::kind).distinct().limit(2).toList();
        return kinds.size() == 1 ? Optional.of(kinds.get(0)) : Optional.empty();
    }

    /** True if the search's costs are measurements themselves. */
    public boolean searchedByMeasuring() {
        return kind().filter("measured"::equals).isPresent();
    }

    /**
     * One candidate.
     *
     * @param cost       what accuracy is traded against, as the search saw it; empty if that is unknown
     * @param remeasured the same, measured again as a finalist; empty if it was none
     * @param accuracy   share (0..1) on the selection set, by its longest training; empty if it was not trained
     */
    public record Trial(int number, String description, Optional<Amount> cost, Optional<Amount> remeasured, OptionalDouble accuracy,
        Fate fate) {

        public Trial {
            accuracy.ifPresent(Shares::check);
        }

        public Outcome outcome() {
            return fate.outcome();
        }

        /** True if it has its place in a chart of accuracy against cost. */
        public boolean isTrained() {
            return cost.isPresent() && accuracy.isPresent();
        }

        /** True if what the search saw can be held against a measurement. */
        public boolean isCompared() {
            return cost.isPresent() && remeasured.isPresent() && cost.get().value() > 0 && remeasured.get().value() > 0;
        }

        /** What the search saw, as a share of what was measured; of compared trials only. */
        public double ratio() {
            return cost.orElseThrow().value() / remeasured.orElseThrow().value();
        }

        /** True if what the search saw is off by at most {@code share} of what was measured; of compared trials only. */
        public boolean isWithin(double share) {
            double measured = remeasured.orElseThrow().value();
            return Math.abs(cost.orElseThrow().value() - measured) <= share * measured;
        }

        /** {@code trial 12: 41.2 us [40.9, 41.6], 93.4 %, dominated}. */
        public String summary() {
            String known = cost.map(amount -> amount.text() + ", ").orElse("");
            String trained = accuracy.isPresent() ? Numbers.percent(accuracy.getAsDouble()) + ", " : "";
            return "trial " + number + ": " + known + trained + outcome().text();
        }
    }
}
