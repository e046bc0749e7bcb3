package io.sextant.ir.onnx;

import io.sextant.ir.InvalidInput;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a caller fixes of a model whose inputs are open.
 *
 * @param dimensions extents by the symbol that the model gives a dimension, or by {@code INPUT:AXIS} for one without a symbol; each at
 *     least 1
 * @param batch extent of the first dimension of an input where it is open and not among {@code dimensions}; at least 1
 */
public record ImportOptions(Map<String, Integer> dimensions, int batch) {
    /** A batch of 1, nothing else fixed. */
    public static final ImportOptions DEFAULT = new ImportOptions(Map.of(), 1);

    public ImportOptions {
        dimensions = Map.copyOf(dimensions);
        new TreeMap<>(dimensions).forEach((name, extent) -> require(name, extent));
        require("the batch", batch);
    }

    public ImportOptions(Map<String, Integer> dimensions) {
        this(dimensions, 1);
    }

    private static void require(String name, int extent) {
        if (extent < 1) {
            throw new InvalidInput("an extent is at least 1, got " + extent + " for " + Quoted.bare(name));
        }
    }
}
