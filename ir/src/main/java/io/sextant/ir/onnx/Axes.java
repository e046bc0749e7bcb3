package io.sextant.ir.onnx;

import io.sextant.ir.InvalidInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Axes of ONNX nodes: negative ones count from the end. */
final class Axes {
    private Axes() {
    }

    static int normalised(long axis, int rank, String what) {
        long positive = axis < 0 ? axis + rank : axis;
        if (positive < 0 || positive >= rank) {
            throw new InvalidInput(what + " is in [" + -rank + ", " + rank + "), got " + axis);
        }
        return (int) positive;
    }

    /** The axes of an attribute in older opsets, of an input since {@code inputSince}; empty if not given. */
    static Optional<List<Integer>> read(ImportNode node, GraphImport graph, int inputSince, int rank) {
        Optional<List<Long>> given = node.opset() >= inputSince
            ? node.optional(1).map(name -> graph.integers(name, "axes"))
            : node.integers("axes").map(axes -> axes.stream().map(Integer::longValue).toList());
        return given.map(axes -> distinct(axes, rank));
    }

    /** How many axes {@link #read} finds. */
    static int count(ImportNode node, GraphImport graph, int inputSince) {
        return node.opset() >= inputSince ? node.optional(1).map(name -> graph.integers(name, "axes").size()).orElse(0)
            : node.integers("axes").map(List::size).orElse(0);
    }

    static List<Integer> distinct(List<Long> axes, int rank) {
        List<Integer> normalised = new ArrayList<>();
        for (long axis : axes) {
            int positive = normalised(axis, rank, "an axis");
            if (normalised.contains(positive)) {
                throw new InvalidInput("axes are distinct, got " + axes);
            }
            normalised.add(positive);
        }
        return normalised;
    }
}
