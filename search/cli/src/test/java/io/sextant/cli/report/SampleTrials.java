package io.sextant.cli.report;

import io.sextant.cli.report.data.Amount;
import io.sextant.cli.report.data.Fate;
import io.sextant.cli.report.data.Numbers;
import io.sextant.cli.report.data.Outcome;
import io.sextant.cli.report.data.Trials;
import io.sextant.cli.report.data.Trials.Trial;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;

/** Candidates as a search could have met them: predicted, held against a limit, partly trained, the best measured again. */
public final class SampleTrials {
    public static final double LIMIT = 60;
    private static final int BATCH = 16;
    private static final int FINALISTS = 6;

    private final Random random = new Random(3);
    private final List<Amount> costs = new ArrayList<>();
    private final List<Double> accuracies = new ArrayList<>();
    private final Set<Integer> finalists = new HashSet<>();

    private SampleTrials(int count) {
        for (int number = 0; number < count; number++) {
            double value = 15 + 75 * random.nextDouble();
            costs.add(new Amount(value, value * 0.985, value * 1.02, "us", "summed"));
            accuracies.add(0.60 + 0.30 * Math.sqrt(value / 90) + 0.05 * random.nextDouble() * Math.min(1, (number + 10) / 40.0));
        }
        for (int number = 0; number < count && finalists.size() < FINALISTS; number++) {
            if (isTrained(number) && cost(number) <= LIMIT && onFront(number)) {
                finalists.add(number);
            }
        }
    }

    /** {@code count} candidates, the same for the same count. */
    public static Trials of(int count) {
        SampleTrials sample = new SampleTrials(count);
        List<Trial> all = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            all.add(sample.trial(number));
        }
        return new Trials("latency", "us", OptionalDouble.of(LIMIT), BATCH, all);
    }

    /** The same candidates with costs and limit so many times as large. */
    public static Trials scaled(Trials trials, double costs, double limit) {
        List<Trial> all = trials.all().stream().map(trial -> new Trial(trial.number(), trial.description(),
            trial.cost().map(amount -> scaled(amount, costs)), trial.remeasured().map(amount -> scaled(amount, costs)), trial.accuracy(),
            trial.fate())).toList();
        return new Trials(trials.metric(), trials.unit(), OptionalDouble.of(limit * LIMIT), trials.batch(), all);
    }

    private static Amount scaled(Amount amount, double factor) {
        return new Amount(factor * amount.value(), factor * amount.lo(), factor * amount.hi(), amount.unit(), amount.kind());
    }

    /** The trial that wins: the most accurate on the front that was measured again. */
    public static Optional<Trial> best(Trials trials) {
        return trials.compared().stream().filter(trial -> trial.outcome() == Outcome.FRONT)
            .max(Comparator.comparingDouble(trial -> trial.accuracy().getAsDouble()));
    }

    private Trial trial(int number) {
        String description = "w0." + (25 + number % 4 * 25) + " | k5e2d1 se | k3e4d2 | k7e1d1 | k3e2d2 se";
        if (number % 23 == 22) {
            String message = "worker killed by signal 4 (illegal instruction) in <kernel>";
            return new Trial(number, description, Optional.empty(), Optional.empty(), OptionalDouble.empty(),
                new Fate(Outcome.FAILED, message, OptionalDouble.empty(), message));
        }
        Optional<Amount> cost = Optional.of(costs.get(number));
        OptionalDouble accuracy = isTrained(number) ? OptionalDouble.of(accuracies.get(number)) : OptionalDouble.empty();
        Optional<Amount> again = finalists.contains(number) ? Optional.of(again(number)) : Optional.empty();
        return new Trial(number, description, cost, again, accuracy, fate(number, again));
    }

    private Amount again(int number) {
        double error = 1 + 0.06 * new Random(number).nextGaussian();
        double value = cost(number) * error;
        return new Amount(value, value * 0.98, value * 1.025, "us", "measured");
    }

    private Fate fate(int number, Optional<Amount> again) {
        double hi = again.map(Amount::hi).orElse(costs.get(number).hi());
        if (hi > LIMIT) {
            double excess = hi / LIMIT - 1;
            return new Fate(again.isPresent() ? Outcome.REMEASURED_OVER : Outcome.OVER_LIMIT, "latency <= 60 us", OptionalDouble.of(excess),
                "latency <= 60 us not met: upper bound " + Numbers.text(hi) + " us, " + Numbers.percent(excess) + " over");
        }
        if (!isTrained(number)) {
            return new Fate(Outcome.NOT_TRAINED, "the time was up", OptionalDouble.empty(), "the time was up");
        }
        return onFront(number) ? Fate.of(Outcome.FRONT, "trained for 72 epochs")
            : Fate.of(Outcome.DOMINATED, "trained for 8 epochs; trial 3 is better: 22.4 us, 81.2 %");
    }

    private boolean onFront(int number) {
        for (int other = 0; other < costs.size(); other++) {
            if (isTrained(other) && cost(other) < cost(number) && accuracies.get(other) > accuracies.get(number)) {
                return false;
            }
        }
        return true;
    }

    private boolean isTrained(int number) {
        return number % 5 != 4 && number % 23 != 22 && costs.get(number).hi() <= LIMIT;
    }

    private double cost(int number) {
        return costs.get(number).value();
    }
}
