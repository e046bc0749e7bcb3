package io.sextant.search.loop;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.quantity.Metric;
import io.sextant.ir.quantity.Quantity;
import io.sextant.search.limit.Limit;
import io.sextant.search.port.Estimate;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The latency limit of a search that was given none. */
final class DerivedLimit {
    static final int PERCENTILE = 40;
    /** Upwards, so that the network at the percentile itself meets the limit. */
    private static final MathContext DIGITS = new MathContext(3, RoundingMode.CEILING);

    private DerivedLimit() {
    }

    /**
     * The 40th percentile (linear between neighbours) of the upper bounds of latency, or of its predictions, in three digits: of what is
     * held against a limit, so that two fifths of the batch meet it, however noisy the machine is.
     *
     * @throws InvalidInput if there is no latency among {@code costs}
     */
    static Limit of(List<Map<Metric, Estimate>> costs) {
        double[] sorted = costs.stream().flatMap(metrics -> Stream.ofNullable(metrics.get(Metric.LATENCY)))
            .mapToDouble(latency -> latency.predicted() ? latency.value() : latency.hi()).sorted().toArray();
        if (sorted.length == 0) {
            throw new InvalidInput("no limit is given, and none can be derived because latency is not known on this device;"
                + " give one, e.g. --limit \"params <= 20 k\"");
        }
        double place = PERCENTILE / 100.0 * (sorted.length - 1);
        int below = (int) place;
        double above = sorted[Math.min(below + 1, sorted.length - 1)];
        double nanoseconds = sorted[below] + (place - below) * (above - sorted[below]);
        double shown = nanoseconds / Metric.LATENCY.display().base();
        return Limit.atMost(Metric.LATENCY, new Quantity(BigDecimal.valueOf(shown).round(DIGITS).doubleValue(), Metric.LATENCY.display()));
    }
}
