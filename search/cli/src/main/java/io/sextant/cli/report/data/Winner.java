package io.sextant.cli.report.data;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The network that was found.
 *
 * @param trial       its number
 * @param description the genotype in words
 * @param integers    its forms on integers, if they were asked for
 */
public record Winner(int trial, String description, List<Metric> metrics, Accuracy accuracy, List<OnIntegers> integers) {
    public Winner {
        metrics = List.copyOf(metrics);
        integers = List.copyOf(integers);
    }

    /** @param name what is counted: {@code latency} */
    public record Metric(String name, Amount amount) {
    }

    /**
     * Accuracy on data that nothing was chosen by; shares (0..1).
     *
     * @param mean          over {@code seeds} trainings, on fresh samples
     * @param standardError of the mean
     * @param standard      mean on the data set's standard test set, if it has one
     * @param baseline      what the free score would have chosen instead
     */
    public record Accuracy(double mean, double standardError, int seeds, OptionalDouble standard, Optional<Baseline> baseline) {
        public Accuracy {
            Shares.check(mean);
            standard.ifPresent(Shares::check);
        }
    }

    /**
     * The network on integers.
     *
     * @param file   beside the report
     * @param method how it was brought there
     */
    public record OnIntegers(String file, Pair fresh, Pair standard, String method) {
    }

    /** Accuracies (shares) of the same weights before and after quantising. */
    public record Pair(double real, double integers) {
        public Pair {
            Shares.check(real);
            Shares.check(integers);
        }
    }

    /** @param description how it was chosen: {@code most parameters within the limits} */
    public record Baseline(String description, double accuracy) {
        public Baseline {
            Shares.check(accuracy);
        }
    }
}
