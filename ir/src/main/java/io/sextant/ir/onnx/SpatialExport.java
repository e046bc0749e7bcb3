package io.sextant.ir.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.sextant.ir.op.BatchNorm;
import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.GlobalPool;
import io.sextant.ir.op.Pool;
import io.sextant.ir.op.Resize;
import io.sextant.ir.op.Value;
import java.util.ArrayList;
import java.util.List;

/** Operators over the spatial dimensions: operand and result are channels-first in ONNX. */
final class SpatialExport {
    private SpatialExport() {
    }

    private static String input(ExportGraph graph, Value value) {
        return graph.operand(value, Layout.channelsFirst(value.type().rank()), "input");
    }

    private static Layout channelsFirst(Value result) {
        return Layout.channelsFirst(result.type().rank());
    }

    static void convolution(ExportGraph graph, Value result, Convolution op) {
        List<String> inputs = new ArrayList<>();
        inputs.add(input(graph, op.input()));
        inputs.add(graph.operand(op.filter(), Layout.filter(op.filter().type().rank()), "filter"));
        op.bias().ifPresent(bias -> inputs.add(graph.operand(bias, "bias")));
        graph.result(result, channelsFirst(result), "Conv", inputs, Attribute.integers("dilations", op.dilations()),
            Attribute.integer("group", op.groups()), Attribute.integers("kernel_shape", op.kernel()),
            Attribute.integers("pads", joined(op.padBefore(), op.padAfter())), Attribute.integers("strides", op.strides()));
    }

    static void pool(ExportGraph graph, Value result, Pool op) {
        List<AttributeProto> attributes = new ArrayList<>(List.of(Attribute.integers("kernel_shape", op.kernel()),
            Attribute.integers("pads", joined(op.padBefore(), op.padAfter())), Attribute.integers("strides", op.strides())));
        boolean average = op.kind() == Pool.Kind.AVERAGE;
        if (average) {
            attributes.add(Attribute.integer("count_include_pad", op.countPadding() ? 1 : 0));
        }
        graph.result(result, channelsFirst(result), average ? "AveragePool" : "MaxPool", List.of(input(graph, op.input())),
            attributes.toArray(AttributeProto[]::new));
    }

    static void globalPool(ExportGraph graph, Value result, GlobalPool op) {
        String opType = op.kind() == Pool.Kind.AVERAGE ? "GlobalAveragePool" : "GlobalMaxPool";
        graph.result(result, channelsFirst(result), opType, List.of(input(graph, op.input())));
    }

    static void batchNorm(ExportGraph graph, Value result, BatchNorm op) {
        List<String> inputs = List.of(input(graph, op.input()), graph.operand(op.scale(), "scale"),
            graph.operand(op.shift(), "shift"), graph.operand(op.mean(), "mean"), graph.operand(op.variance(), "variance"));
        graph.result(result, channelsFirst(result), "BatchNormalization", inputs, Attribute.decimal("epsilon", op.epsilon()));
    }

    static void resize(ExportGraph graph, Value result, Resize op) {
        Layout layout = channelsFirst(result);
        List<Integer> sizes = layout.toOnnx(result.type().shape().dims());
        List<String> inputs = List.of(input(graph, op.input()), "", "", graph.integers("size", sizes));
        if (op.mode() == Resize.Mode.NEAREST) {
            graph.result(result, layout, "Resize", inputs, Attribute.text("coordinate_transformation_mode", "asymmetric"),
                Attribute.text("mode", "nearest"), Attribute.text("nearest_mode", "floor"));
        } else {
            graph.result(result, layout, "Resize", inputs, Attribute.text("coordinate_transformation_mode", "half_pixel"),
                Attribute.text("mode", "linear"));
        }
    }

    private static List<Integer> joined(List<Integer> before, List<Integer> after) {
        List<Integer> joined = new ArrayList<>(before);
        joined.addAll(after);
        return joined;
    }
}
