package io.sextant.cli.report.data;

import java.util.Locale;

/** Numbers as a person reads them. */
public final class Numbers {
    private static final double LARGEST_WHOLE = 1e15;
    private static final double LONGEST_PLAIN = 10_000;
    private static final double THOUSAND = 1000;
    private static final String POWERS = "kMGT";

    private Numbers() {
    }

    /** The shortest decimal form that keeps four significant digits. */
    public static String text(double value) {
        if (value == Math.rint(value) && Math.abs(value) < LARGEST_WHOLE) {
            return String.format(Locale.ROOT, "%,d", (long) value);
        }
        int digits = Math.max(0, Math.min(9, 3 - (int) Math.floor(Math.log10(Math.abs(value)))));
        return shortest(String.format(Locale.ROOT, "%,." + digits + "f", value));
    }

    /** As {@link #text}, with thousands, millions and more as letters where that is shorter: {@code 20k}. */
    public static String brief(double value) {
        double left = value;
        int power = 0;
        while (Math.abs(left) >= (power == 0 ? LONGEST_PLAIN : THOUSAND) && power < POWERS.length()) {
            left /= THOUSAND;
            power++;
        }
        return text(left) + (power == 0 ? "" : POWERS.substring(power - 1, power));
    }

    /** A share as a percentage with one decimal: {@code 93.4 %}. */
    public static String percent(double share) {
        return percentage(share) + " %";
    }

    /** {@link #percent} without its unit. */
    public static String percentage(double share) {
        return String.format(Locale.ROOT, "%.1f", 100 * share);
    }

    /** A coordinate in a drawing: one decimal, where there is one. */
    public static String coordinate(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    private static String shortest(String text) {
        return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
    }
}
