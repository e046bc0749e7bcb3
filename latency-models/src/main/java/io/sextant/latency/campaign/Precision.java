package io.sextant.latency.campaign;

import io.sextant.device.measure.Interval;
import java.util.Locale;
import java.util.Optional;

/**
 * When a kernel's time is known well enough.
 *
 * @param networkNanos what an average network takes by what is known so far
 */
record Precision(double networkNanos) {
    /** The interval's half width that a campaign aims at, as a share of the median. */
    static final double AIM = 0.02;
    /** What uncertainty, as a share of a network's time, is not worth another process. */
    private static final double NEGLIGIBLE = 0.0002;
    private static final int MOST_PROCESSES = 30;

    /** Whether more processes would be of use. */
    boolean open(Series series) {
        Interval interval = series.interval();
        return interval.relativeHalfWidth() > AIM && !negligible(interval) && series.processes() < MOST_PROCESSES;
    }

    /** Uncertainty that the kernel brings into an average network's time, in nanoseconds. */
    static double uncertainty(Series series, CampaignItem item) {
        return halfWidth(series.interval()) * item.occurrences();
    }

    private static double halfWidth(Interval interval) {
        return (interval.hi() - interval.lo()) / 2;
    }

    private boolean negligible(Interval interval) {
        return halfWidth(interval) < NEGLIGIBLE * networkNanos;
    }

    /**
     * How well the time is known and, if that is not within the aim, why.
     *
     * @param failure of its last repeat
     */
    String words(Series series, Optional<String> failure) {
        Interval interval = series.interval();
        double share = interval.relativeHalfWidth();
        String known = String.format(Locale.ROOT, "within %.1f %%", 100 * share);
        if (share <= AIM) {
            return known;
        }
        if (negligible(interval)) {
            return known + String.format(Locale.ROOT, ": %.2f us are below %.2f %% of a network", halfWidth(interval) / 1e3,
                100 * NEGLIGIBLE);
        }
        if (failure.isPresent()) {
            return known + ": repeating it failed: " + failure.get();
        }
        return known + (series.processes() < MOST_PROCESSES ? ": the budget was over"
            : ": processes differ, after " + series.processes() + " of them");
    }
}
