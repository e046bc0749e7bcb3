package io.sextant.cli.report.chart;

import java.util.ArrayList;
import java.util.List;

/**
 * One axis of a chart: values to coordinates, with ticks at round numbers. Logarithmic where positive values span more than a
 * factor of ten.
 *
 * @param low  value at coordinate {@code from}
 * @param high value at coordinate {@code to}
 */
record Scale(double low, double high, double from, double to, boolean logarithmic) {
    private static final double LOGARITHMIC_FROM = 10;
    private static final double MARGIN = 0.06;

    Scale {
        if (!(low < high)) {
            throw new IllegalArgumentException("an axis has a length, got " + low + " to " + high);
        }
    }

    /** An axis that shows all {@code values} with some room around them. */
    static Scale around(List<Double> values, double from, double to) {
        double least = values.stream().mapToDouble(Double::doubleValue).min().orElse(0);
        double most = values.stream().mapToDouble(Double::doubleValue).max().orElse(1);
        if (least > 0 && most / least > LOGARITHMIC_FROM) {
            double room = Math.pow(most / least, MARGIN);
            return new Scale(least / room, most * room, from, to, true);
        }
        double room = most > least ? (most - least) * MARGIN : Math.max(Math.abs(most) * MARGIN, 1e-9);
        return new Scale(least - room, most + room, from, to, false);
    }

    /** This axis with its low end no lower and its high end no higher than the quantity can be. */
    Scale within(double least, double most) {
        return new Scale(Math.max(low, least), Math.min(high, most), from, to, logarithmic);
    }

    /** {@code value}, or the end of the axis that it lies beyond. */
    double at(double value) {
        double share = logarithmic ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
        return from + (to - from) * Math.min(1, Math.max(0, share));
    }

    List<Double> ticks() {
        return logarithmic ? logarithmicTicks() : linearTicks();
    }

    private List<Double> linearTicks() {
        double raw = (high - low) / 5;
        double power = Math.pow(10, Math.floor(Math.log10(raw)));
        double ratio = raw / power;
        double step = power * (ratio <= 1 ? 1 : ratio <= 2 ? 2 : ratio <= 5 ? 5 : 10);
        List<Double> ticks = new ArrayList<>();
        for (double index = Math.ceil(low / step); index * step <= high; index++) {
            ticks.add(index * step);
        }
        return ticks;
    }

    private List<Double> logarithmicTicks() {
        double[] mantissas = high / low > 1000 ? new double[] {1} : new double[] {1, 2, 5};
        List<Double> ticks = new ArrayList<>();
        for (int power = (int) Math.floor(Math.log10(low)); power <= Math.log10(high); power++) {
            for (double mantissa : mantissas) {
                double tick = mantissa * Math.pow(10, power);
                if (tick >= low && tick <= high) {
                    ticks.add(tick);
                }
            }
        }
        return ticks;
    }
}
