package io.sextant.ir.onnx;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Cast;
import io.sextant.ir.op.Clamp;
import io.sextant.ir.op.Compare;
import io.sextant.ir.op.Dequantize;
import io.sextant.ir.op.Quantize;
import io.sextant.ir.op.Reduce;
import io.sextant.ir.op.Select;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Quantisation of tensors, and what a quantised tensor stands for. */
final class QuantizationImport {
    private QuantizationImport() {
    }

    static void register(Map<String, NodeImport> handlers) {
        handlers.put("QuantizeLinear", QuantizationImport::quantize);
        handlers.put("DequantizeLinear", QuantizationImport::dequantize);
        handlers.put("DynamicQuantizeLinear", QuantizationImport::dynamic);
        handlers.put("Cast", (node, graph) -> {
            node.ignore("saturate", "round_mode");
            cast(node, graph, TensorReader.elementType(node.integer("to", 0)));
        });
        handlers.put("CastLike", (node, graph) -> {
            node.ignore("saturate", "round_mode");
            cast(node, graph, graph.symbol(node.input(1)).type().dtype());
        });
    }

    /** Whether the node quantises its input, or undoes it, element by element. */
    static boolean is(ImportNode node) {
        return node.is("QuantizeLinear") || node.is("DequantizeLinear");
    }

    private static void cast(ImportNode node, GraphImport graph, DType dtype) {
        Symbol symbol = graph.symbol(node.input(0));
        if (symbol.type().dtype() == dtype) {
            graph.alias(node, symbol);
        } else {
            graph.bind(node, new Cast(graph.value(symbol, symbol.layout()), dtype), symbol.layout());
        }
    }

    private static void quantize(ImportNode node, GraphImport graph) {
        node.require("block_size", 0);
        node.require("precision", 0);
        node.ignore("saturate");
        String input = node.input(0);
        Layout layout = graph.layoutOf(input);
        int type = node.integer("output_dtype", 0);
        DType dtype = type == 0 ? DType.U8 : TensorReader.elementType(type);
        Scale scale = Scale.read(graph, node.input(1), node.optional(2), dtype);
        int axis = scale.axis(layout, node.integer("axis", 1));
        graph.bind(node, new Quantize(graph.value(input, layout), scale.factor(), scale.zeroPoint(), axis), layout);
    }

    private static void dequantize(ImportNode node, GraphImport graph) {
        node.require("block_size", 0);
        node.require("output_dtype", 0);
        Symbol real = real(graph, node.input(0), node.input(1), node.optional(2), node.integer("axis", 1));
        if (real instanceof Symbol.Activation activation) {
            graph.define(node.output(), activation.value(), activation.layout());
        } else {
            graph.alias(node, real);
        }
    }

    /** A scale and a zero point, both scalars or both with one element for each position on an axis. */
    record Scale(Value factor, Value zeroPoint) {
        /** @param dtype of the zero point where it is left out, which is then 0 */
        static Scale read(GraphImport graph, String factor, Optional<String> zeroPoint, DType dtype) {
            Value given = scalar(graph, factor);
            Value zero = zeroPoint.map(name -> scalar(graph, name))
                .orElseGet(() -> graph.constant(Tensor.zeros(new TensorType(dtype, given.type().shape()))));
            return new Scale(given, zero);
        }

        /** A list of one element is a scalar. */
        private static Value scalar(GraphImport graph, String name) {
            if (graph.isLiteral(name) && graph.symbol(name).type().elements() == 1) {
                Tensor tensor = graph.literal(name, "a scale", 1);
                return graph.constant(tensor.reshaped(tensor.type().withShape(Shape.of())));
            }
            return graph.value(name);
        }

        /** The axis in the IR of a tensor held in {@code layout}. */
        int axis(Layout layout, int onnxAxis) {
            return factor.type().rank() == 0 ? 0 : layout.irAxis(Axes.normalised(onnxAxis, layout.rank(), "axis"));
        }
    }

    /** What the quantised {@code name} stands for; a constant stays quantised in every layout that it is wanted in. */
    static Symbol real(GraphImport graph, String name, String factor, Optional<String> zeroPoint, int onnxAxis) {
        Symbol symbol = graph.symbol(name);
        Scale scale = Scale.read(graph, factor, zeroPoint, symbol.type().dtype());
        int axis = scale.axis(symbol.layout(), onnxAxis);
        if (symbol instanceof Symbol.Literal literal) {
            Dequantize check = new Dequantize(new Value(0, literal.type()), scale.factor(), scale.zeroPoint(), axis);
            return new Symbol.Quantized(literal, scale, axis, check.type());
        }
        Value value = graph.value(symbol, symbol.layout());
        return new Symbol.Activation(graph.emit(new Dequantize(value, scale.factor(), scale.zeroPoint(), axis)), symbol.layout());
    }

    /** ONNX's formula: the range is that of the tensor and 0, the zero point is rounded; a range of 0 has a scale of 1. */
    private static void dynamic(ImportNode node, GraphImport graph) {
        Layout layout = graph.layoutOf(node.input(0));
        Value x = graph.value(node.input(0), layout);
        if (x.type().rank() == 0) {
            throw new InvalidInput("the input has at least one dimension");
        }
        Formula formula = new Formula(graph);
        List<Integer> axes = Layout.identity(x.type().rank()).axes();
        Value least = graph.emit(new Reduce(x, Reduce.Kind.MIN, axes, false));
        Value most = graph.emit(new Reduce(x, Reduce.Kind.MAX, axes, false));
        Value low = formula.binary(Binary.Kind.MIN, least, formula.scalar(x, 0));
        Value high = formula.binary(Binary.Kind.MAX, most, formula.scalar(x, 0));
        Value range = formula.div(formula.sub(high, low), formula.scalar(x, 255));
        Value flat = graph.emit(new Compare(range, formula.scalar(x, 0), Compare.Kind.EQUAL));
        Value scale = graph.emit(new Select(flat, formula.scalar(x, 1), range));
        Value shifted = formula.unary(Unary.Kind.ROUND, formula.div(formula.unary(Unary.Kind.NEG, low), scale));
        Value zeroPoint = graph.emit(new Cast(graph.emit(new Clamp(shifted, 0, 255)), DType.U8));
        graph.bind(node, new Quantize(x, scale, zeroPoint, 0), layout);
        List<Value> further = List.of(scale, zeroPoint);
        for (int i = 1; i < Math.min(3, node.outputs().size()); i++) {
            if (!node.outputs().get(i).isEmpty()) {
                graph.define(node.outputs().get(i), further.get(i - 1), Layout.identity(0));
            }
        }
    }
}
