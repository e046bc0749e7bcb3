package io.sextant.codegen.mixed;

/**
 * What it costs to go from one engine to another within a program: entering it, and bringing what it takes into its layout.
 *
 * @param fixedNanos   each time
 * @param nanosPerByte of all values that are needed further on
 */
public record Crossing(double fixedNanos, double nanosPerByte) {
    public Crossing {
        if (!(fixedNanos >= 0 && nanosPerByte >= 0)) {
            throw new IllegalArgumentException("a crossing costs something, got " + fixedNanos + " ns and " + nanosPerByte + " ns/B");
        }
    }

    /**
     * From what a crossing was seen to take with few bytes and with many. What the noise makes negative is nothing.
     *
     * @param nanos of both, of as many {@code bytes}
     */
    public static Crossing fit(double[] bytes, double[] nanos) {
        double slope = Math.max(0, (nanos[1] - nanos[0]) / (bytes[1] - bytes[0]));
        return new Crossing(Math.max(0, nanos[0] - slope * bytes[0]), slope);
    }

    double nanos(long bytes) {
        return fixedNanos + nanosPerByte * bytes;
    }
}
