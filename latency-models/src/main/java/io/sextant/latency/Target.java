package io.sextant.latency;

import io.sextant.device.measure.Clock;
import io.sextant.ir.kernel.Kernel;

/**
 * What the times of kernels depend on beside the kernel: rows of different targets never mix.
 *
 * @param implementation {@link io.sextant.device.run.Implementation#id()}
 * @param device         device fingerprint
 * @param threads        threads of one inference
 */
public record Target(String implementation, String device, int threads, Clock clock) {
    public Target {
        LutText.require("implementation", implementation);
        LutText.require("device", device);
        if (threads < 1) {
            throw new IllegalArgumentException("threads is at least 1, got " + threads);
        }
    }

    /** The target of a row. */
    public static Target of(LutKey key) {
        return new Target(key.implementation(), key.device(), key.threads(), key.clock());
    }

    public LutKey key(Kernel kernel) {
        return new LutKey(kernel.signature(), implementation, device, threads, clock);
    }

    @Override
    public String toString() {
        return implementation + " on " + device + ", " + threads + " thread" + (threads == 1 ? "" : "s") + ", " + clock.text();
    }
}
