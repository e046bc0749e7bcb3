package io.sextant.latency;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What whole networks take beyond the sum of their kernels, learned from networks that were measured: the call itself, weights that come
 * from farther away than in a chain, changes of layout between kernels.
 *
 * @param target      whose rows it corrects
 * @param fixedNanos  for each inference
 * @param scale       of the sum of the kernels
 * @param networks    how many were measured for it
 * @param error       root mean square of the relative errors that each network has when the others alone predict it
 * @param date        of the fit
 */
public record Correction(Target target, double fixedNanos, double scale, int networks, double error, Instant date) {
    /** Fixed costs stand on thin ice where networks are alike: as much certainty as this share of a network gives. */
    private static final double RIDGE = 0.02;
    private static final double NORMAL_95 = 1.96;
    /** Fewer say nothing of the error. */
    public static final int FEWEST_NETWORKS = 4;

    public Correction {
        if (!(fixedNanos >= 0 && scale > 0 && error >= 0) || Double.isInfinite(fixedNanos + scale + error) || networks < FEWEST_NETWORKS) {
            throw new IllegalArgumentException("a correction has fixed >= 0, scale > 0, error >= 0 and at least " + FEWEST_NETWORKS
                + " networks, got " + fixedNanos + ", " + scale + ", " + error + " and " + networks);
        }
    }

    /**
     * A network that was measured.
     *
     * @param summedNanos   of its kernels' rows
     * @param measuredNanos as a whole
     */
    public record Observation(double summedNanos, double measuredNanos) {
        public Observation {
            if (!(summedNanos > 0 && measuredNanos > 0)) {
                throw new IllegalArgumentException("times are above zero, got " + summedNanos + " and " + measuredNanos);
            }
        }
    }

    private record Line(double fixed, double scale) {
        double error(Observation seen) {
            return (fixed + scale * seen.summedNanos()) / seen.measuredNanos() - 1;
        }
    }

    /** The correction with the least relative errors over {@code networks}, at least {@link #FEWEST_NETWORKS}. */
    public static Correction fit(Target target, List<Observation> networks, Instant date) {
        Line line = line(networks);
        double squares = 0;
        for (int left = 0; left < networks.size(); left++) {
            List<Observation> others = new ArrayList<>(networks);
            others.remove(left);
            squares += Math.pow(line(others).error(networks.get(left)), 2);
        }
        return new Correction(target, line.fixed(), line.scale(), networks.size(), Math.sqrt(squares / networks.size()), date);
    }

    /** Ridge regression of 1 on (fixed / measured, scale * summed / measured); no fixed cost below zero. */
    private static Line line(List<Observation> networks) {
        double unit = networks.stream().mapToDouble(Observation::measuredNanos).average().orElseThrow();
        double uu = RIDGE * networks.size();
        double us = 0;
        double ss = 0;
        double u = 0;
        double s = 0;
        for (Observation seen : networks) {
            double x = unit / seen.measuredNanos();
            double y = seen.summedNanos() / seen.measuredNanos();
            uu += x * x;
            us += x * y;
            ss += y * y;
            u += x;
            s += y;
        }
        double determinant = uu * ss - us * us;
        double fixed = (u * ss - s * us) / determinant;
        double scale = (s * uu - u * us) / determinant;
        return fixed > 0 && scale > 0 ? new Line(fixed * unit, scale) : new Line(0, s / ss);
    }

    double corrected(double summedNanos) {
        return fixedNanos + scale * summedNanos;
    }

    /** Half the width of the 95 % interval of a prediction, as a share of it. */
    public double halfWidth() {
        return NORMAL_95 * error * Math.sqrt(1 + 1.0 / networks);
    }
}
