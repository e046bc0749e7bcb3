package io.sextant.search.limit;

import io.sextant.ir.quantity.Quantity;
import io.sextant.ir.quantity.Unit;
import java.util.Locale;

/**
 * Whether an estimate meets a limit, and by how much.
 *
 * @param decisive  what was held against the bound, in the metric's base unit: an end of the interval, or a predicted value
 * @param ratio     decisive to bound, turned round for {@code >=}: at most 1 if the limit is met
 * @param predicted whether nothing was measured
 */
public record Verdict(Limit limit, double decisive, double ratio, boolean predicted) {
    public boolean met() {
        return ratio <= 1;
    }

    /** The room left, as a share of the bound; 0 if the limit is not met. */
    public double metBy() {
        return Math.max(0, 1 - ratio);
    }

    /** The excess, as a share of the bound; 0 if the limit is met. Infinite where {@code >=} met a zero. */
    public double violation() {
        return Math.max(0, ratio - 1);
    }

    /** {@code latency <= 60 us not met: upper bound 71.2 us, 18.7 % over}. */
    @Override
    public String toString() {
        boolean upper = limit.relation() == Relation.AT_MOST;
        String by = met() ? percent(metBy()) + " to spare" : percent(violation()) + (upper ? " over" : " short");
        String what = predicted ? "predicted" : upper ? "upper bound" : "lower bound";
        return limit + (met() ? " met: " : " not met: ") + what + " " + shown() + ", " + by;
    }

    private Quantity shown() {
        Unit unit = limit.metric().dimension() == Unit.Dimension.COUNT ? Unit.ONE : limit.bound().unit();
        return new Quantity(decisive / unit.base(), unit);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}
