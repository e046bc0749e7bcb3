package io.sextant.latency;

import io.sextant.device.measure.Interval;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What one kernel costs under one implementation on one device.
 * <ul>
 * <li>C1: a failed row has neither median nor interval; every other row has a median, finite and above zero
 * <li>C2: a measured row has an interval and at least one process
 * <li>C3: the interval's median is the row's
 * </ul>
 *
 * @param kernelText canonical text of the kernel, for people
 * @param n          how many fresh processes the median rests on
 * @param medianNs   nanoseconds per execution
 * @param interval   95 % confidence interval in nanoseconds; empty where none can be stated
 * @param protocol   name and parameters of how the time came about
 */
public record LutRow(LutKey key, String kernelText, Provenance kind, int n, OptionalDouble medianNs, Optional<Interval> interval,
    String protocol, Instant date) {

    public LutRow {
        LutText.require("kernel_text", kernelText);
        LutText.require("protocol", protocol);
        boolean failed = kind == Provenance.FAILED;
        check(failed == medianNs.isEmpty() && (!failed || interval.isEmpty()),
            failed ? "a failed row has no times" : "a row that is " + kind.text() + " has a median");
        check(medianNs.isEmpty() || Double.isFinite(medianNs.getAsDouble()) && medianNs.getAsDouble() > 0,
            "median_ns is finite and above zero");
        check(n >= 0, "n is not negative");
        check(kind != Provenance.MEASURED || interval.isPresent() && n >= 1,
            "a measured row has an interval and n of at least 1");
        check(interval.isEmpty() || interval.get().median() == medianNs.getAsDouble() && interval.get().lo() >= 0
            && Double.isFinite(interval.get().hi()), "the interval is finite, not negative and encloses the median");
    }

    private static void check(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
