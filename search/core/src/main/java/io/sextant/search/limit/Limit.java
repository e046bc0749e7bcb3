package io.sextant.search.limit;

import io.sextant.ir.quantity.Metric;
import io.sextant.ir.quantity.Quantity;
import io.sextant.search.port.Estimate;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * A hard limit: {@code metric[@device] (<=|>=) number unit}, e.g. {@code latency@stm32f446 <= 25 ms}.
 *
 * @param device the device that it speaks of; empty for the one that is searched for
 * @param bound  positive, in a unit of the metric's dimension
 */
public record Limit(Metric metric, Optional<String> device, Relation relation, Quantity bound) {
    public Limit {
        if (bound.unit().dimension() != metric.dimension() || bound.value() <= 0) {
            throw new IllegalArgumentException("a bound of " + metric.text() + " is positive with a unit of " + metric.dimension()
                + ", got " + bound);
        }
    }

    /** {@code metric <= bound} on the device that is searched for. */
    public static Limit atMost(Metric metric, Quantity bound) {
        return new Limit(metric, Optional.empty(), Relation.AT_MOST, bound);
    }

    /**
     * Parses the text form.
     *
     * @throws io.sextant.ir.InvalidInput with position, expectation and example if {@code text} is no limit
     */
    public static Limit parse(String text) {
        return new LimitParser(text).parse();
    }

    /**
     * Holds the unfavourable end of the estimate's interval against the bound: hi for {@code <=}, lo for {@code >=}. A prediction is held
     * against it by its value: it only says whether a measurement is worth while, and the measurement decides.
     */
    public Verdict verdict(Estimate estimate) {
        double unfavourable = relation == Relation.AT_MOST ? estimate.hi() : estimate.lo();
        double decisive = estimate.predicted() ? estimate.value() : unfavourable;
        double base = bound.inBase();
        return new Verdict(this, decisive, relation == Relation.AT_MOST ? decisive / base : base / decisive, estimate.predicted());
    }

    /** The canonical text form, which parses back to an equal limit. */
    @Override
    public String toString() {
        String number = BigDecimal.valueOf(bound.value()).stripTrailingZeros().toPlainString();
        String unit = bound.unit().symbol().isEmpty() ? "" : " " + bound.unit().symbol();
        return metric.text() + device.map(name -> "@" + name).orElse("") + " " + relation.symbol() + " " + number + unit;
    }
}
