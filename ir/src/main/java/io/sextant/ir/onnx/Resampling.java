package io.sextant.ir.onnx;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.op.Resize;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Interpolation of ONNX Resize: which elements of an axis make an element of the result, and in what shares. */
record Resampling(String mode, String coordinates, String rounding) {
    private static final int LARGEST = 1 << 20;
    private static final float PROPORTION = 1e-6f;

    static Resampling read(ImportNode node) {
        Resampling read = new Resampling(node.text("mode", "nearest"), node.text("coordinate_transformation_mode", "half_pixel"),
            node.text("nearest_mode", "round_prefer_floor"));
        if (!List.of("nearest", "linear").contains(read.mode)) {
            throw new InvalidInput("mode=" + Quoted.text(read.mode) + " is not supported, only nearest and linear");
        }
        if (!List.of("round_prefer_floor", "round_prefer_ceil", "floor", "ceil").contains(read.rounding)) {
            throw new InvalidInput("nearest_mode=" + Quoted.text(read.rounding) + " is not known");
        }
        if (!List.of("half_pixel", "half_pixel_symmetric", "pytorch_half_pixel", "align_corners",
            "asymmetric").contains(read.coordinates)) {
            throw new InvalidInput("coordinate_transformation_mode=" + Quoted.text(read.coordinates) + " is not supported");
        }
        return read;
    }

    /** The mode of the IR that does the same from extents to extents, whose proportions are its scales. */
    Optional<Resize.Mode> mode(List<Integer> from, List<Integer> size, List<Float> scales) {
        for (int axis = 0; axis < scales.size(); axis++) {
            if (Math.abs(scales.get(axis) * from.get(axis) - size.get(axis)) > PROPORTION * size.get(axis)) {
                return Optional.empty();
            }
        }
        boolean same = from.equals(size);
        if (mode.equals("nearest") && (same || coordinates.equals("asymmetric") && rounding.equals("floor")
            || coordinates.equals("half_pixel") && rounding.startsWith("round_prefer") && isRepetition(from, size))) {
            return Optional.of(Resize.Mode.NEAREST);
        }
        boolean linear = mode.equals("linear") && (same || coordinates.equals("half_pixel")
            || coordinates.equals("pytorch_half_pixel") && size.stream().allMatch(extent -> extent > 1));
        return linear ? Optional.of(Resize.Mode.LINEAR) : Optional.empty();
    }

    /** Whether each element is repeated a whole number of times, where all the ways of rounding agree. */
    private static boolean isRepetition(List<Integer> from, List<Integer> size) {
        for (int axis = 0; axis < from.size(); axis++) {
            if (size.get(axis) % from.get(axis) != 0) {
                return false;
            }
        }
        return true;
    }

    /** {@code value} with {@code size} elements along {@code axis}, gathered and, where two share in one, mixed. */
    Value along(GraphImport graph, Value value, int axis, int size, float scale) {
        int extent = value.type().dim(axis);
        if (size == extent && scale == 1) {
            return value;
        }
        if (size > LARGEST) {
            throw new InvalidInput("an extent of " + size + " is too large to resize to");
        }
        int[] first = new int[size];
        int[] second = new int[size];
        float[] share = new float[size];
        for (int i = 0; i < size; i++) {
            float position = position(i, extent, size, scale);
            if (mode.equals("nearest")) {
                first[i] = clamped(rounded(position), extent);
            } else {
                float inside = Math.max(0, Math.min(extent - 1, position));
                first[i] = (int) Math.floor(inside);
                second[i] = Math.min(extent - 1, first[i] + 1);
                share[i] = inside - first[i];
            }
        }
        Value lower = IndexImport.gathered(graph, value, axis, first);
        return mode.equals("nearest") ? lower : mixed(graph, lower, IndexImport.gathered(graph, value, axis, second), axis, share);
    }

    private static int clamped(double index, int extent) {
        return (int) Math.max(0, Math.min(extent - 1, index));
    }

    private float position(int index, int extent, int size, float scale) {
        return switch (coordinates) {
            case "asymmetric" -> index / scale;
            case "align_corners" -> size == 1 ? 0 : (float) index * (extent - 1) / (size - 1);
            case "pytorch_half_pixel" -> size > 1 ? (index + 0.5f) / scale - 0.5f : 0;
            case "half_pixel_symmetric" -> {
                float adjustment = size / (scale * extent);
                float offset = extent / 2f * (1 - adjustment);
                yield offset + (index + 0.5f) / scale - 0.5f;
            }
            default -> (index + 0.5f) / scale - 0.5f;
        };
    }

    private double rounded(float position) {
        return switch (rounding) {
            case "floor" -> Math.floor(position);
            case "ceil" -> Math.ceil(position);
            case "round_prefer_ceil" -> Math.floor(position + 0.5);
            default -> Math.ceil(position - 0.5);
        };
    }

    /** lower + share (upper - lower), the shares along {@code axis}. */
    private static Value mixed(GraphImport graph, Value lower, Value upper, int axis, float[] share) {
        List<Integer> dims = new ArrayList<>(Collections.nCopies(lower.type().rank() - axis, 1));
        dims.set(0, share.length);
        TensorType type = new TensorType(lower.type().dtype(), new Shape(dims));
        Formula formula = new Formula(graph);
        Value shares = graph.constant(Tensor.rounded(type, share));
        return formula.add(lower, formula.mul(formula.sub(upper, lower), shares));
    }
}
