package io.sextant.ir.onnx;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Cast;
import io.sextant.ir.op.Dequantize;
import io.sextant.ir.op.GlobalPool;
import io.sextant.ir.op.LeakyRelu;
import io.sextant.ir.op.Pool;
import io.sextant.ir.op.Quantize;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Operators on quantised tensors as dequantise, compute, quantise. Sums are of f32 where ONNX's are of integers: exact below 2^24, and
 * a result that lies between two steps of the scale may come out one step off. Integer sums (ConvInteger, MatMulInteger) are exact
 * below 2^24.
 */
final class IntegerImport {
    private static final String MICROSOFT = "com.microsoft:";

    private IntegerImport() {
    }

    static void register(Map<String, NodeImport> handlers) {
        handlers.put("QLinearConv", IntegerImport::convolution);
        handlers.put("QLinearMatMul", IntegerImport::matMul);
        handlers.put("ConvInteger", IntegerImport::convolutionOfIntegers);
        handlers.put("MatMulInteger", IntegerImport::matMulOfIntegers);
        handlers.put(MICROSOFT + "QLinearAdd", (node, graph) -> binary(node, graph, Binary.Kind.ADD));
        handlers.put(MICROSOFT + "QLinearMul", (node, graph) -> binary(node, graph, Binary.Kind.MUL));
        handlers.put(MICROSOFT + "QLinearSigmoid", (node, graph) -> unary(node, graph,
            (formula, x) -> formula.unary(Unary.Kind.SIGMOID, x)));
        handlers.put(MICROSOFT + "QLinearLeakyRelu", (node, graph) -> {
            float slope = node.decimal("alpha", 0.01f);
            unary(node, graph, (formula, x) -> graph.emit(new LeakyRelu(x, slope)));
        });
        handlers.put(MICROSOFT + "QLinearGlobalAveragePool", IntegerImport::globalPool);
    }

    /** The tensor whose name, scale and zero point are the inputs from {@code position} on. */
    private static Symbol real(ImportNode node, GraphImport graph, int position, int axis) {
        return QuantizationImport.real(graph, node.input(position), node.input(position + 1), node.optional(position + 2), axis);
    }

    /** Binds the result, quantised by the scale and zero point at {@code position}. */
    private static void bind(ImportNode node, GraphImport graph, Value result, Layout layout, int position) {
        QuantizationImport.Scale scale = QuantizationImport.Scale.read(graph, node.input(position), node.optional(position + 1), DType.U8);
        if (scale.factor().type().rank() != 0) {
            throw new InvalidInput("the result has one scale, got " + scale.factor().type());
        }
        graph.bind(node, new Quantize(result, scale.factor(), scale.zeroPoint(), 0), layout);
    }

    private static Value channelsLast(GraphImport graph, Symbol symbol) {
        int rank = symbol.layout().rank();
        if (rank != 3 && rank != 4) {
            throw new InvalidInput("the input is (N, C, L) or (N, C, H, W), got " + symbol.onnxShape());
        }
        return graph.value(symbol, Layout.channelsFirst(rank));
    }

    private static void convolution(ImportNode node, GraphImport graph) {
        Value input = channelsLast(graph, real(node, graph, 0, 1));
        Symbol filter = real(node, graph, 3, 0);
        Optional<Value> bias = node.optional(8).map(name -> bias(node, graph, name));
        Value result = SpatialImport.convolved(node, graph, input, filter, bias);
        bind(node, graph, result, Layout.channelsFirst(input.type().rank()), 6);
    }

    /** An i32 bias has the product of the input's and the filter's scale, and a zero point of 0. */
    private static Value bias(ImportNode node, GraphImport graph, String name) {
        Tensor input = graph.literal(node.input(1), "x_scale", 1);
        Tensor filter = graph.literal(node.input(4), "w_scale", Integer.MAX_VALUE);
        graph.constants().budget().take(filter.type());
        float[] factors = new float[filter.type().elements()];
        for (int i = 0; i < factors.length; i++) {
            factors[i] = input.floats()[0] * filter.floats()[i];
        }
        Shape shape = factors.length == 1 ? Shape.of() : Shape.of(factors.length);
        Value scale = graph.constant(Tensor.of(new TensorType(DType.F32, shape), factors));
        Value zero = graph.constant(Tensor.zeros(new TensorType(DType.I32, shape)));
        return graph.emit(new Dequantize(graph.value(name), scale, zero, 0));
    }

    private static void matMul(ImportNode node, GraphImport graph) {
        Symbol left = real(node, graph, 0, -2);
        Symbol right = real(node, graph, 3, -1);
        Value product = ProductImport.product(graph, graph.value(left, Layout.identity(left.layout().rank())),
            graph.value(right, Layout.identity(right.layout().rank())));
        bind(node, graph, product, Layout.identity(product.type().rank()), 6);
    }

    private static void convolutionOfIntegers(ImportNode node, GraphImport graph) {
        Value input = channelsLast(graph, whole(graph, node.input(0), node.optional(2), 1));
        Value result = SpatialImport.convolved(node, graph, input, whole(graph, node.input(1), node.optional(3), 0), Optional.empty());
        graph.bind(node, new Cast(result, DType.I32), Layout.channelsFirst(input.type().rank()));
    }

    private static void matMulOfIntegers(ImportNode node, GraphImport graph) {
        Symbol left = whole(graph, node.input(0), node.optional(2), -2);
        Symbol right = whole(graph, node.input(1), node.optional(3), -1);
        Value product = ProductImport.product(graph, graph.value(left, Layout.identity(left.layout().rank())),
            graph.value(right, Layout.identity(right.layout().rank())));
        graph.bind(node, new Cast(product, DType.I32), Layout.identity(product.type().rank()));
    }

    /** The integers less their zero point, by a scale of 1. */
    private static Symbol whole(GraphImport graph, String name, Optional<String> zeroPoint, int axis) {
        Shape shape = zeroPoint.map(zero -> graph.symbol(zero).onnxShape()).orElse(Shape.of());
        String ones = "scale of " + name;
        graph.alias(ones, new Symbol.Literal(ones, Tensor.filled(new TensorType(DType.F32, shape), 1), Layout.identity(shape.rank())));
        return QuantizationImport.real(graph, name, ones, zeroPoint, axis);
    }

    private static void binary(ImportNode node, GraphImport graph, Binary.Kind kind) {
        String left = node.output() + " left";
        String right = node.output() + " right";
        graph.alias(left, real(node, graph, 0, 1));
        graph.alias(right, real(node, graph, 3, 1));
        Meeting meeting = Meeting.of(graph, List.of(left, right));
        Value result = new Formula(graph).binary(kind, meeting.operand(left), meeting.operand(right));
        bind(node, graph, result, meeting.layout(), 6);
    }

    private static void unary(ImportNode node, GraphImport graph, BiFunction<Formula, Value, Value> function) {
        Symbol input = real(node, graph, 0, 1);
        bind(node, graph, function.apply(new Formula(graph), graph.value(input, input.layout())), input.layout(), 3);
    }

    private static void globalPool(ImportNode node, GraphImport graph) {
        node.require("channels_last", 0);
        Value input = channelsLast(graph, real(node, graph, 0, 1));
        bind(node, graph, graph.emit(new GlobalPool(input, Pool.Kind.AVERAGE)), Layout.channelsFirst(input.type().rank()), 3);
    }
}
