package io.sextant.device.run;

import java.time.Duration;

/**
 * What a worker may use before it is killed.
 *
 * @param memoryBytes resident memory, swap included
 * @param start       time until it is ready
 * @param answer      time until the next line of an answer
 */
public record WorkerLimits(long memoryBytes, Duration start, Duration answer) {
    /** 4 GiB, 60 s to start on a machine that is busy, 60 s for an answer. */
    public static final WorkerLimits DEFAULT = new WorkerLimits(4L << 30, Duration.ofSeconds(60), Duration.ofSeconds(60));

    public WorkerLimits {
        if (memoryBytes <= 0 || start.isNegative() || start.isZero() || answer.isNegative() || answer.isZero()) {
            throw new IllegalArgumentException("limits are positive, got " + memoryBytes + " B, " + start + ", " + answer);
        }
    }
}
