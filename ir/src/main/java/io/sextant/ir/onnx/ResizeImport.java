package io.sextant.ir.onnx;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.op.Resize;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Resize, where its many modes agree with the two of the IR. */
final class ResizeImport {
    private ResizeImport() {
    }

    static void register(Map<String, NodeImport> handlers) {
        handlers.put("Resize", ResizeImport::resize);
    }

    private static void resize(ImportNode node, GraphImport graph) {
        Value input = SpatialImport.input(node, graph);
        Layout layout = Layout.channelsFirst(input.type().rank());
        List<Integer> extents = layout.toOnnx(input.type().shape().dims());
        List<Integer> target = layout.toIr(target(node, graph, extents));
        int last = extents.size() - 1;
        if (target.get(0) != input.type().dim(0) || target.get(last) != input.type().dim(last)) {
            throw new InvalidInput("batch and channels keep their extents, got " + layout.toOnnx(target) + " for " + extents);
        }
        List<Integer> size = target.subList(1, last);
        List<Integer> from = input.type().shape().dims().subList(1, last);
        node.require("antialias", 0);
        node.ignore("cubic_coeff_a", "exclude_outside", "extrapolation_value");
        graph.bind(node, new Resize(input, size, mode(node, from, size)), layout);
    }

    private static List<Integer> target(ImportNode node, GraphImport graph, List<Integer> extents) {
        if (node.has("axes") || !node.text("keep_aspect_ratio_policy", "stretch").equals("stretch")) {
            throw new InvalidInput("axes and keep_aspect_ratio_policy are not supported; give sizes or scales for every dimension");
        }
        List<Integer> target = new ArrayList<>();
        if (node.optional(3).isPresent()) {
            for (long size : graph.integers(node.input(3), "sizes")) {
                target.add((int) Math.max(0, Math.min(size, Integer.MAX_VALUE)));
            }
        } else {
            Tensor scales = graph.literal(node.input(2), "scales", extents.size());
            if (scales.type().dtype() != DType.F32 || scales.type().elements() != extents.size()) {
                throw new InvalidInput("scales are f32[" + extents.size() + "], got " + scales.type());
            }
            for (int axis = 0; axis < extents.size(); axis++) {
                target.add(scaled(extents.get(axis), scales.floats()[axis]));
            }
        }
        if (target.size() != extents.size() || target.stream().anyMatch(extent -> extent < 1)) {
            throw new InvalidInput("sizes have " + extents.size() + " entries, each at least 1, got " + target);
        }
        return target;
    }

    private static int scaled(int extent, float scale) {
        double exact = (double) extent * scale;
        long rounded = Math.round(exact);
        if (!(Math.abs(exact - rounded) < 1e-3 * Math.max(1, scale)) || rounded < 1 || rounded > Integer.MAX_VALUE) {
            throw new InvalidInput("scale " + scale + " does not take an extent of " + extent
                + " to a whole number of at least 1");
        }
        return (int) rounded;
    }

    private static Resize.Mode mode(ImportNode node, List<Integer> from, List<Integer> size) {
        String mode = node.text("mode", "nearest");
        String coordinates = node.text("coordinate_transformation_mode", "half_pixel");
        String rounding = node.text("nearest_mode", "round_prefer_floor");
        boolean same = from.equals(size);
        if (mode.equals("nearest") && (same || coordinates.equals("asymmetric") && rounding.equals("floor")
            || coordinates.equals("half_pixel") && rounding.startsWith("round_prefer") && isRepetition(from, size))) {
            return Resize.Mode.NEAREST;
        }
        if (mode.equals("linear") && (same || coordinates.equals("half_pixel")
            || coordinates.equals("pytorch_half_pixel") && size.stream().allMatch(extent -> extent > 1))) {
            return Resize.Mode.LINEAR;
        }
        throw new InvalidInput("mode=" + Quoted.text(mode) + " with coordinate_transformation_mode=" + Quoted.text(coordinates)
            + " and nearest_mode=" + Quoted.text(rounding)
            + " is not supported, only nearest with asymmetric and floor, and linear with half_pixel");
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
}
