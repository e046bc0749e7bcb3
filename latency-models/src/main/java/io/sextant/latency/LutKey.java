package io.sextant.latency;

import io.sextant.device.measure.Clock;
import java.util.regex.Pattern;

/**
 * What a LUT row is about.
 *
 * @param kernel         signature of the kernel: 64 hexadecimal digits
 * @param implementation {@link io.sextant.device.run.Implementation#id()}
 * @param device         device fingerprint
 * @param threads        threads of one inference
 */
public record LutKey(String kernel, String implementation, String device, int threads, Clock clock) {
    private static final Pattern SIGNATURE = Pattern.compile("[0-9a-f]{64}");

    public LutKey {
        if (!SIGNATURE.matcher(kernel).matches()) {
            throw new IllegalArgumentException("kernel is a signature of 64 hexadecimal digits, got '" + kernel + "'");
        }
        LutText.require("implementation", implementation);
        LutText.require("device", device);
        if (threads < 1) {
            throw new IllegalArgumentException("threads is at least 1, got " + threads);
        }
    }
}
