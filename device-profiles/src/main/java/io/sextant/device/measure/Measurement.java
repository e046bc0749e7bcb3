package io.sextant.device.measure;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Latency of one program on one device, with every raw time.
 *
 * @param programKey     {@link io.sextant.device.run.Program#key()}
 * @param implementation {@link io.sextant.device.run.Implementation#id()}
 * @param device         device fingerprint
 * @param clock          the clock that decides
 * @param byClock        median and 95 % interval in nanoseconds for each clock that was read
 * @param samples        nanoseconds per inference for each clock: one inner list per fresh process, in order of time
 * @param protocol       name and parameters of the protocol
 */
public record Measurement(String programKey, String implementation, String device, int threads, Clock clock,
    Map<Clock, Interval> byClock, Map<Clock, List<List<Double>>> samples, String protocol, Instant date) {

    /** Median and interval on the deciding clock. */
    public Interval latency() {
        return byClock.get(clock);
    }

    /** How many fresh processes. */
    public int processes() {
        return samples.get(clock).size();
    }
}
