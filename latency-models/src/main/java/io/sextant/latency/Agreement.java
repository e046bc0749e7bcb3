package io.sextant.latency;

import java.util.List;
import java.util.stream.IntStream;

/**
 * How well predictions agree with measurements of the same networks.
 *
 * @param errors predicted / measured - 1, one for each network, in the order in which they were given
 */
public record Agreement(List<Double> errors) {
    public Agreement {
        errors = List.copyOf(errors);
        if (errors.isEmpty()) {
            throw new IllegalArgumentException("at least one network");
        }
    }

    /** @throws IllegalArgumentException if the lists are not of one length, or a measurement is not above zero */
    public static Agreement of(List<Double> predicted, List<Double> measured) {
        if (predicted.size() != measured.size() || measured.stream().anyMatch(value -> !(value > 0))) {
            throw new IllegalArgumentException("a measurement above zero for each prediction");
        }
        return new Agreement(IntStream.range(0, predicted.size())
            .mapToObj(i -> predicted.get(i) / measured.get(i) - 1).toList());
    }

    /** Share (0..1) of networks whose error is at most {@code bound}, e.g. 0.05, on either side. */
    public double within(double bound) {
        return (double) errors.stream().filter(error -> Math.abs(error) <= bound).count() / errors.size();
    }

    /** Root mean square of the relative errors (RMSPE, 0..). */
    public double rootMeanSquare() {
        return Math.sqrt(errors.stream().mapToDouble(error -> error * error).average().orElseThrow());
    }

    /** Mean relative error: above zero where predictions are too long. */
    public double bias() {
        return errors.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    /** The largest error on either side, as a share. */
    public double worst() {
        return errors.stream().mapToDouble(Math::abs).max().orElseThrow();
    }
}
