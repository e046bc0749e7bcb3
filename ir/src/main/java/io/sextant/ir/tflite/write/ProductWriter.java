package io.sextant.ir.tflite.write;

import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Quantisation;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.tensorflow.lite.schema.BatchMatMulOptionsT;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.Conv2DOptionsT;
import org.tensorflow.lite.schema.DepthwiseConv2DOptionsT;
import org.tensorflow.lite.schema.FullyConnectedOptionsT;

/**
 * Convolutions, dense layers and matrix products. A bias is always written, of zeros where the graph has none: not every reader of TFLite
 * files copes without.
 */
final class ProductWriter {
    private ProductWriter() {
    }

    static void convolution(Convolution op, Writing writing) {
        Form form = writing.form();
        WindowPadding padding = WindowPadding.of(form, op);
        List<Integer> strides = form.spatial(op.strides(), 1);
        List<Integer> dilations = form.spatial(op.dilations(), 1);
        int input = padding.applied(writing, writing.input(0));
        if (!op.isDepthwise()) {
            writing.fused(activation -> {
                Conv2DOptionsT options = new Conv2DOptionsT();
                options.setPadding(padding.code());
                options.setStrideH(strides.get(0));
                options.setStrideW(strides.get(1));
                options.setDilationHFactor(dilations.get(0));
                options.setDilationWFactor(dilations.get(1));
                options.setFusedActivationFunction(activation);
                return new Builtin(BuiltinOperator.CONV_2D, BuiltinOptions.Conv2DOptions, options);
            }, input, filter(writing), bias(writing));
            return;
        }
        int multiplier = op.filter().type().shape().last() / op.groups();
        writing.fused(activation -> {
            DepthwiseConv2DOptionsT options = new DepthwiseConv2DOptionsT();
            options.setPadding(padding.code());
            options.setStrideH(strides.get(0));
            options.setStrideW(strides.get(1));
            options.setDilationHFactor(dilations.get(0));
            options.setDilationWFactor(dilations.get(1));
            options.setDepthMultiplier(multiplier);
            options.setFusedActivationFunction(activation);
            return new Builtin(BuiltinOperator.DEPTHWISE_CONV_2D, BuiltinOptions.DepthwiseConv2DOptions, options);
        }, input, depthwiseFilter(writing), bias(writing));
    }

    static void dense(Writing writing) {
        boolean keepsDimensions = writing.call().type().rank() > 2;
        Value weights = writing.call().input(1);
        Tensor data = constant(writing, weights).transposed(List.of(1, 0));
        TensorType type = weightType(writing, weights, data.type().shape(), 0);
        int tensor = writing.file().constant("%" + weights.id() + "/rows", type, () -> data);
        writing.fused(activation -> {
            FullyConnectedOptionsT options = new FullyConnectedOptionsT();
            options.setKeepNumDims(keepsDimensions);
            options.setFusedActivationFunction(activation);
            return new Builtin(BuiltinOperator.FULLY_CONNECTED, BuiltinOptions.FullyConnectedOptions, options);
        }, writing.input(0), tensor, bias(writing));
    }

    static void matMul(Writing writing) {
        writing.alone(new Builtin(BuiltinOperator.BATCH_MATMUL, BuiltinOptions.BatchMatMulOptions, new BatchMatMulOptionsT()),
            writing.input(0), writing.input(1));
    }

    /** (kernel..., Cin / groups, Cout) as (Cout, H, W, Cin / groups). */
    private static int filter(Writing writing) {
        Value filter = writing.call().input(1);
        int last = filter.type().rank() - 1;
        List<Integer> permutation = new ArrayList<>(IntStream.range(0, last).boxed().toList());
        permutation.add(0, last);
        Tensor data = constant(writing, filter).transposed(permutation);
        TensorType type = weightType(writing, filter, new Shape(lifted(data.type().shape(), writing.form())), 0);
        return writing.file().constant("%" + filter.id() + "/ohwi", type, () -> data);
    }

    /** (kernel..., 1, Cout) as (1, H, W, Cout): the elements lie as they do. */
    private static int depthwiseFilter(Writing writing) {
        Value filter = writing.call().input(1);
        Tensor data = constant(writing, filter);
        List<Integer> dims = new ArrayList<>(filter.type().shape().dims());
        dims.add(0, dims.remove(dims.size() - 2));
        TensorType type = weightType(writing, filter, new Shape(lifted(new Shape(dims), writing.form())), 3);
        return writing.file().constant("%" + filter.id() + "/1hwo", type, () -> data);
    }

    private static List<Integer> lifted(Shape shape, Form form) {
        return form.with(shape.dims(), 1);
    }

    private static Tensor constant(Writing writing, Value value) {
        if (!writing.file().graph().isConstant(value)) {
            throw writing.call().refusal("its operand %" + value.id() + " is computed, and TFLite wants it constant");
        }
        Tensor data = writing.file().graph().constants().get(value);
        TensorType type = data.type();
        if (type.isQuantised() && type.scheme().zeroPoints().stream().anyMatch(zero -> zero != 0)) {
            throw writing.call().refusal("zero points of weights are 0 in TFLite, got those of %" + value.id());
        }
        return data.reshaped(type.bare());
    }

    /** The type of weights in the file: as {@code value}, with a scale per output channel, if so, on {@code axis}. */
    private static TensorType weightType(Writing writing, Value value, Shape shape, int axis) {
        if (writing.call().integers() && value.type().dtype() != DType.I8) {
            throw writing.call().refusal("weights are i8, got " + value.type().dtype().text());
        }
        TensorType bare = value.type().bare().withShape(shape);
        return value.type().quantisation().map(scheme -> bare.quantised(scheme.isPerTensor() ? scheme
            : new Quantisation(scheme.scales(), scheme.zeroPoints(), OptionalInt.of(axis)))).orElse(bare);
    }

    private static int bias(Writing writing) {
        Call call = writing.call();
        if (call.inputs().size() == 3) {
            constant(writing, call.input(2));
            return writing.file().operand(call.input(2), Form.PLAIN);
        }
        Shape shape = Shape.of(call.type().shape().last());
        TensorType type = call.integers() ? new TensorType(DType.I32, shape).quantised(Quantisation.ofBias(call.input(0).type().scheme(),
            call.input(1).type().scheme())) : new TensorType(DType.F32, shape);
        return writing.file().constant("zeros" + type, type, () -> Tensor.zeros(type.bare()));
    }
}
