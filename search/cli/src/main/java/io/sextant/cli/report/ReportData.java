package io.sextant.cli.report;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * All that a report says. Texts are plain (the page escapes them); accuracies are shares (0..1).
 *
 * @param winner empty if no network meets the limits
 */
public record ReportData(Run run, Verdict verdict, Optional<Winner> winner, Trials trials, Device device) {
    /**
     * @param command what to type to run it again
     * @param counts  how many candidates were proposed, measured, trained, ..., in the order to be shown
     */
    public record Run(String id, String command, String started, Duration duration, List<Fact> counts) {
        public Run {
            counts = List.copyOf(counts);
        }
    }

    /** A name and what it stands for: {@code cores: 2}. */
    public record Fact(String name, String value) {
    }

    /**
     * @param sentence what came out, in one sentence; if infeasible, with the binding limit and the nearest point
     * @param limits   empty if none was set
     */
    public record Verdict(boolean feasible, String sentence, List<Limit> limits) {
        public Verdict {
            limits = List.copyOf(limits);
        }
    }

    /**
     * @param text    as written: {@code latency <= 60 us}
     * @param origin  who set it: the user, or how it was derived
     * @param reached what the winner (or the nearest network) has, with its unit; empty if nothing was measured
     */
    public record Limit(String text, String origin, String reached, boolean met) {
    }

    /**
     * A number with its 95 % interval, all in {@code unit}.
     *
     * @param kind measured, estimated, summed or counted
     */
    public record Amount(double value, double lo, double hi, String unit, String kind) {
        public Amount {
            if (!(lo <= value && value <= hi) || !Double.isFinite(lo) || !Double.isFinite(hi)) {
                throw new IllegalArgumentException("finite bounds enclose the value, got " + lo + " <= " + value + " <= " + hi);
            }
        }

        /** An exact count has no interval to show. */
        boolean exact() {
            return lo == hi;
        }
    }

    /** @param name what is counted: {@code latency} */
    public record Metric(String name, Amount amount) {
    }

    /**
     * The network that was found.
     *
     * @param description the genotype in words
     * @param files       names beside the report, with what they hold
     */
    public record Winner(int trial, String description, List<Metric> metrics, Accuracy accuracy, List<Fact> files) {
        public Winner {
            metrics = List.copyOf(metrics);
            files = List.copyOf(files);
        }
    }

    /**
     * Accuracy on data that nothing was chosen by.
     *
     * @param mean          over {@code seeds} trainings, on fresh samples
     * @param standardError of the mean
     * @param standard      mean on the data set's standard test set, if it has one
     * @param baseline      what the free score would have chosen instead
     */
    public record Accuracy(double mean, double standardError, int seeds, OptionalDouble standard, Optional<Baseline> baseline) {
        public Accuracy {
            checkShare(mean);
            standard.ifPresent(ReportData::checkShare);
        }
    }

    /** @param description how it was chosen: {@code most parameters within the limits} */
    public record Baseline(String description, double accuracy) {
        public Baseline {
            checkShare(accuracy);
        }
    }

    /**
     * All candidates.
     *
     * @param metric what accuracy is traded against: {@code latency}
     * @param unit   of every trial's cost
     * @param limit  on the cost, in {@code unit}
     * @param all    in the order of their numbers
     */
    public record Trials(String metric, String unit, OptionalDouble limit, List<Trial> all) {
        public Trials {
            all = List.copyOf(all);
        }
    }

    /**
     * One candidate.
     *
     * @param cost     what accuracy is traded against; empty if it could not be measured
     * @param accuracy on the selection set, by its longest training; empty if it was not trained
     * @param outcome  what became of it
     * @param reason   why it went no further; empty if there is nothing to say
     */
    public record Trial(int number, String description, Optional<Amount> cost, OptionalDouble accuracy, Outcome outcome, String reason) {
        public Trial {
            accuracy.ifPresent(ReportData::checkShare);
        }

        boolean isPlotted() {
            return cost.isPresent() && accuracy.isPresent();
        }
    }

    /** What became of a candidate. */
    public enum Outcome {
        FRONT("on the front"),
        DOMINATED("dominated"),
        OVER_LIMIT("over a limit"),
        NOT_TRAINED("not trained"),
        FAILED("failed");

        private final String text;

        Outcome(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }

    /**
     * Where it was measured, and how well.
     *
     * @param noise the verdict on the machine: A/A difference, smallest resolvable difference
     * @param quiet false if the machine was loaded or throttled
     */
    public record Device(String name, List<Fact> facts, String noise, boolean quiet) {
        public Device {
            facts = List.copyOf(facts);
        }
    }

    private static void checkShare(double accuracy) {
        if (!(accuracy >= 0 && accuracy <= 1)) {
            throw new IllegalArgumentException("an accuracy is between 0 and 1, got " + accuracy);
        }
    }
}
