package io.sextant.latency.campaign;

import io.sextant.device.measure.Bootstrap;
import io.sextant.device.measure.Interval;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The time of one kernel in each of several fresh processes.
 *
 * @param nanos    one difference of chains for each process; noise may make that of a very short kernel negative
 * @param date     of the last one
 * @param interval median and 95 % interval over the processes, at least one nanosecond
 */
record Series(List<Double> nanos, Instant date, Interval interval) {
    /** Differences below this are no times; a row has to be above zero. */
    private static final double LEAST_NANOS = 1;

    Series {
        nanos = List.copyOf(nanos);
    }

    Series(List<Double> nanos, Instant date) {
        this(nanos, date, interval(nanos));
    }

    int processes() {
        return nanos.size();
    }

    Series and(Series later) {
        List<Double> all = new ArrayList<>(nanos);
        all.addAll(later.nanos);
        return new Series(all, later.date);
    }

    private static Interval interval(List<Double> nanos) {
        Interval interval = Bootstrap.ofMedian(nanos.stream().mapToDouble(Double::doubleValue).toArray(), new Random(1));
        double median = Math.max(LEAST_NANOS, interval.median());
        return new Interval(median, Math.min(median, Math.max(0, interval.lo())), Math.max(median, interval.hi()));
    }
}
