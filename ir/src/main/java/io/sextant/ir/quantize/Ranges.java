package io.sextant.ir.quantize;

import io.sextant.ir.op.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The ranges of a graph's f32 values. A value whose elements are not finite in the ordinary course of things (a mask of minus infinity)
 * has none, and is not quantised.
 */
public final class Ranges {
    private final Map<Value, Range> ranges;
    private final boolean nominal;

    private Ranges(Map<Value, Range> ranges, boolean nominal) {
        this.ranges = Collections.unmodifiableMap(new LinkedHashMap<>(ranges));
        this.nominal = nominal;
    }

    /** What was found for each value. */
    public static Ranges of(Map<Value, Range> ranges) {
        return new Ranges(ranges, false);
    }

    /** One range for everything: what is quantised by it has the right form and meaningless numbers. */
    static Ranges nominal() {
        return new Ranges(Map.of(), true);
    }

    boolean isNominal() {
        return nominal;
    }

    public Optional<Range> of(Value value) {
        return nominal ? Optional.of(Range.NOMINAL) : Optional.ofNullable(ranges.get(value));
    }

    @Override
    public String toString() {
        return nominal ? "nominal ranges" : ranges.toString();
    }
}
