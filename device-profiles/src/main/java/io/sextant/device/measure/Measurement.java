package io.sextant.device.measure;

import io.sextant.device.run.Sample;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Latency of one program on one device, with every raw time.
 *
 * @param byClock  median and 95 % interval in nanoseconds for each clock that was read
 * @param unsteady in how many of the processes its time still drifted when the warm-up had to end
 * @param samples  every sample that was taken: one inner list per fresh process, in order of time
 */
public record Measurement(MeasurementKey key, Map<Clock, Interval> byClock, int unsteady, List<List<Sample>> samples, Instant date) {
    public Measurement {
        byClock = Map.copyOf(byClock);
        samples = samples.stream().map(List::copyOf).toList();
        if (!byClock.containsKey(key.clock())) {
            throw new IllegalArgumentException("no interval on the deciding clock " + key.clock().text());
        }
    }

    /** Median and interval on the deciding clock. */
    public Interval latency() {
        return byClock.get(key.clock());
    }

    /** How many fresh processes. */
    public int processes() {
        return samples.size();
    }
}
