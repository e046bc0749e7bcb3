package io.sextant.codegen.c.family;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Packed weights of one kernel in the making: parts one after the other, each at whole vectors. */
public final class WeightBlock {
    private final int lanes;
    private final List<Part> parts = new ArrayList<>();
    private long floats;

    public WeightBlock(int lanes) {
        this.lanes = lanes;
    }

    /** Where {@code count} floats that {@code part} makes will lie. */
    long add(long count, Supplier<float[]> part) {
        long at = floats;
        parts.add(new Part(at, padded(count), part));
        floats += padded(count);
        return at;
    }

    long padded(long count) {
        return (count + lanes - 1) / lanes * lanes;
    }

    /** Floats of {@link #all}. */
    public long floats() {
        return floats + lanes;
    }

    /** @param floats to the next part */
    private record Part(long at, long floats, Supplier<float[]> values) {
    }

    /**
     * All parts, each padded with zeros to whole vectors, and a vector of zeros behind them for loads beyond the end.
     *
     * @throws IllegalStateException if a part does not take the vectors that it was said to
     */
    public float[] all() {
        float[] all = new float[Math.toIntExact(floats())];
        for (Part part : parts) {
            float[] values = part.values().get();
            if (padded(values.length) != part.floats()) {
                throw new IllegalStateException("weights at " + part.at() + " take " + part.floats() + " floats, got " + values.length);
            }
            System.arraycopy(values, 0, all, Math.toIntExact(part.at()), values.length);
        }
        return all;
    }
}
