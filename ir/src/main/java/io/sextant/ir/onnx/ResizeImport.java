package io.sextant.ir.onnx;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.op.Resize;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Resize: the two modes of the IR where they agree, else axis by axis as {@link Resampling} says. */
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
        Target onnx = target(node, graph, extents);
        List<Integer> target = layout.toIr(onnx.extents());
        List<Float> scales = layout.toIr(onnx.scales());
        int last = extents.size() - 1;
        if (target.get(0) != input.type().dim(0) || target.get(last) != input.type().dim(last)) {
            throw new InvalidInput("batch and channels keep their extents, got " + layout.toOnnx(target) + " for " + extents);
        }
        node.require("antialias", 0);
        node.ignore("cubic_coeff_a", "exclude_outside", "extrapolation_value");
        Resampling resampling = Resampling.read(node);
        List<Integer> from = input.type().shape().dims().subList(1, last);
        List<Integer> size = target.subList(1, last);
        Value result = input;
        Optional<Resize.Mode> plain = resampling.mode(from, size, scales.subList(1, last));
        if (plain.isPresent()) {
            result = graph.emit(new Resize(input, size, plain.get()));
        } else {
            for (int axis = 1; axis < last; axis++) {
                result = resampling.along(graph, result, axis, target.get(axis), scales.get(axis));
            }
        }
        graph.define(node.output(), result, layout);
    }

    /** Extents of the result, and what ONNX takes for their proportion to those of the input. */
    private record Target(List<Integer> extents, List<Float> scales) {
    }

    private static Target target(ImportNode node, GraphImport graph, List<Integer> extents) {
        if (!node.text("keep_aspect_ratio_policy", "stretch").equals("stretch")) {
            throw new InvalidInput("keep_aspect_ratio_policy is not supported; give sizes or scales");
        }
        List<Integer> axes = node.longs("axes").map(list -> Axes.distinct(list,
            extents.size())).orElse(Layout.identity(extents.size()).axes());
        List<Integer> target = new ArrayList<>(extents);
        List<Float> scales = new ArrayList<>(extents.stream().map(extent -> 1f).toList());
        if (node.optional(3).isPresent()) {
            List<Long> sizes = graph.integers(node.input(3), "sizes");
            require(sizes.size() == axes.size(), "sizes have " + axes.size() + " entries, got " + sizes);
            for (int i = 0; i < axes.size(); i++) {
                int size = (int) Math.max(0, Math.min(sizes.get(i), Integer.MAX_VALUE));
                target.set(axes.get(i), size);
                scales.set(axes.get(i), (float) size / extents.get(axes.get(i)));
            }
        } else {
            Tensor given = graph.literal(node.input(2), "scales", extents.size());
            require(given.type().dtype() == DType.F32 && given.type().elements() == axes.size(),
                "scales are f32[" + axes.size() + "], got " + given.type());
            for (int i = 0; i < axes.size(); i++) {
                float scale = given.floats()[i];
                double exact = Math.floor((double) extents.get(axes.get(i)) * scale);
                target.set(axes.get(i), exact >= 1 && exact <= Integer.MAX_VALUE ? (int) exact : 0);
                scales.set(axes.get(i), scale);
            }
        }
        require(target.stream().allMatch(extent -> extent >= 1), "every extent is at least 1, got " + target);
        return new Target(target, scales);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new InvalidInput(message);
        }
    }
}
