package io.sextant.ir.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.sextant.ir.op.ArgReduce;
import io.sextant.ir.op.CumulativeSum;
import io.sextant.ir.op.Reduce;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.List;

/** Operators along axes: these follow the layout of the operand, and the result is held in what is left of it. */
final class ReductionExport {
    private ReductionExport() {
    }

    /** The axes of ReduceSum are an operand, those of all others an attribute before opset 18. */
    static void reduce(ExportGraph graph, Value result, Reduce op) {
        Layout layout = graph.layoutOf(op.input());
        List<Integer> axes = op.axes().stream().map(layout::onnxAxis).sorted().toList();
        List<String> inputs = new ArrayList<>(List.of(graph.operand(op.input(), layout, "input")));
        List<AttributeProto> attributes = new ArrayList<>(List.of(Attribute.integer("keepdims", op.keepDims() ? 1 : 0)));
        if (op.kind() == Reduce.Kind.SUM || graph.opset() >= 18) {
            inputs.add(graph.integers("axes", axes));
        } else {
            attributes.add(Attribute.integers("axes", axes));
        }
        graph.result(result, op.keepDims() ? layout : layout.without(op.axes()), opType(op.kind()), inputs,
            attributes.toArray(AttributeProto[]::new));
    }

    private static String opType(Reduce.Kind kind) {
        return switch (kind) {
            case SUM -> "ReduceSum";
            case MEAN -> "ReduceMean";
            case MAX -> "ReduceMax";
            case MIN -> "ReduceMin";
            case PROD -> "ReduceProd";
            case L1 -> "ReduceL1";
            case L2 -> "ReduceL2";
            case SUM_SQUARE -> "ReduceSumSquare";
            case LOG_SUM_EXP -> "ReduceLogSumExp";
        };
    }

    static void argReduce(ExportGraph graph, Value result, ArgReduce op) {
        Layout layout = graph.layoutOf(op.input());
        graph.result(result, op.keepDims() ? layout : layout.without(List.of(op.axis())),
            op.kind() == ArgReduce.Kind.MAX ? "ArgMax" : "ArgMin", List.of(graph.operand(op.input(), layout, "input")),
            Attribute.integer("axis", layout.onnxAxis(op.axis())), Attribute.integer("keepdims", op.keepDims() ? 1 : 0));
    }

    static void cumulativeSum(ExportGraph graph, Value result, CumulativeSum op) {
        Layout layout = graph.layoutOf(op.input());
        String axis = graph.initializer("axis", () -> Tensor.ofLongs(new TensorType(DType.I64, Shape.of()), layout.onnxAxis(op.axis())));
        graph.result(result, layout, "CumSum", List.of(graph.operand(op.input(), layout, "input"), axis));
    }
}
