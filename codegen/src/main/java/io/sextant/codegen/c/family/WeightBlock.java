package io.sextant.codegen.c.family;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Packed weights of one kernel in the making: parts one after the other, each at whole vectors. */
public final class WeightBlock {
    private final int lanes;
    private final List<Supplier<float[]>> parts = new ArrayList<>();
    private long floats;

    public WeightBlock(int lanes) {
        this.lanes = lanes;
    }

    /** Where {@code count} floats that {@code part} makes will lie. */
    long add(long count, Supplier<float[]> part) {
        long at = floats;
        parts.add(part);
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

    /** All parts, each padded with zeros to whole vectors, and a vector of zeros behind them for loads beyond the end. */
    public float[] all() {
        float[] all = new float[Math.toIntExact(floats())];
        int at = 0;
        for (Supplier<float[]> part : parts) {
            float[] values = part.get();
            System.arraycopy(values, 0, all, at, values.length);
            at += (int) padded(values.length);
        }
        return all;
    }
}
