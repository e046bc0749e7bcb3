package io.sextant.device.profile;

/**
 * A clock as measurements meet it.
 *
 * @param resolutionNanos smallest step seen between two readings
 * @param costNanos       what one reading costs
 */
public record TimerFigures(double resolutionNanos, double costNanos) {
    public TimerFigures {
        if (!(resolutionNanos > 0 && costNanos > 0 && Double.isFinite(resolutionNanos) && Double.isFinite(costNanos))) {
            throw new IllegalArgumentException("a timer's resolution and cost are positive, got " + resolutionNanos
                + " ns and " + costNanos + " ns");
        }
    }
}
