package io.sextant.cli.report;

import io.sextant.cli.report.ReportData.Amount;

/** Amounts as a person reads them. */
final class Amounts {
    private Amounts() {
    }

    /** With unit and, where there is one, interval: {@code 41.2 us [40.9, 41.6]}. */
    static String text(Amount amount) {
        return value(amount) + (amount.exact() ? "" : " " + interval(amount));
    }

    static String value(Amount amount) {
        return (Scale.number(amount.value()) + " " + amount.unit()).strip();
    }

    static String interval(Amount amount) {
        return "[" + Scale.number(amount.lo()) + ", " + Scale.number(amount.hi()) + "]";
    }
}
