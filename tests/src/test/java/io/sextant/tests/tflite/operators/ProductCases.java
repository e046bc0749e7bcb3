package io.sextant.tests.tflite.operators;

import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.Dense;
import io.sextant.ir.op.MatMul;
import io.sextant.ir.op.Quantized;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Quantisation;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tensorflow.lite.schema.BatchMatMulOptionsT;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.Conv2DOptionsT;
import org.tensorflow.lite.schema.DepthwiseConv2DOptionsT;
import org.tensorflow.lite.schema.FullyConnectedOptionsT;
import org.tensorflow.lite.schema.Padding;

/** Random convolutions, dense layers and matrix products of 8-bit integers. */
final class ProductCases {
    private final OperatorDraw draw;
    private final DType dtype;

    ProductCases(long seed, DType dtype) {
        this.draw = new OperatorDraw(seed);
        this.dtype = dtype;
    }

    OperatorCase convolution() {
        return convolution(1, 0);
    }

    OperatorCase grouped() {
        return convolution(1 + draw.upTo(3), 0);
    }

    OperatorCase depthwise() {
        return convolution(1 + draw.upTo(draw.sometimes(4) ? 70 : 20), draw.sometimes(2) ? 1 : draw.upTo(4));
    }

    /** @param multiplier 0 for channels of a group that are drawn, else results of each channel, which is a group */
    private OperatorCase convolution(int groups, int multiplier) {
        int taken = multiplier > 0 ? 1 : channels(groups);
        int made = groups * (multiplier > 0 ? multiplier : channels(groups));
        List<Integer> extents = List.of(draw.upTo(9), draw.upTo(9));
        boolean same = draw.sometimes(2);
        int dilation = draw.sometimes(4) ? 2 : 1;
        List<Integer> strides = dilation > 1 ? List.of(1, 1) : List.of(draw.upTo(3), draw.upTo(3));
        List<Integer> kernel = List.of(extent(extents.get(0), same, dilation), extent(extents.get(1), same, dilation));
        Value input = draw.input(draw.tensor(draw.type(dtype, draw.upTo(2), extents.get(0), extents.get(1), groups * taken)));
        TensorType weights = channelwise(Shape.of(kernel.get(0), kernel.get(1), taken, made));
        Tensor filter = draw.tensor(weights);
        Value filterValue = draw.constant(filter, multiplier > 0
            ? filter.reshaped(onAxis(weights, 3, Shape.of(1, kernel.get(0), kernel.get(1), made))) : moved(filter, List.of(3, 0, 1, 2)));
        Value bias = bias(input.type(), weights);
        List<List<Integer>> pads = pads(extents, kernel, strides, dilation, same);
        Convolution real = new Convolution(Quantized.standIn(input), Quantized.standIn(filterValue), Optional.of(Quantized.standIn(bias)),
            strides, pads.get(0), pads.get(1), List.of(dilation, dilation), groups);
        Quantisation result = result(input.type(), weights, filter.type().elements() / made);
        byte padding = same ? Padding.SAME : Padding.VALID;
        return multiplier > 0 ? depthwise(real, result, multiplier, padding, input, filterValue, bias)
            : convolution(real, result, padding, input, filterValue, bias);
    }

    private OperatorCase convolution(Convolution real, Quantisation result, byte padding, Value... operands) {
        int activation = draw.activation();
        Conv2DOptionsT options = new Conv2DOptionsT();
        options.setStrideH(real.strides().get(0));
        options.setStrideW(real.strides().get(1));
        options.setDilationHFactor(real.dilations().get(0));
        options.setDilationWFactor(real.dilations().get(1));
        options.setPadding(padding);
        options.setFusedActivationFunction((byte) activation);
        return draw.finished(draw.quantized(real, dtype, result, activation, operands), BuiltinOperator.CONV_2D,
            BuiltinOptions.Conv2DOptions, options);
    }

    private OperatorCase depthwise(Convolution real, Quantisation result, int multiplier, byte padding, Value... operands) {
        int activation = draw.activation();
        DepthwiseConv2DOptionsT options = new DepthwiseConv2DOptionsT();
        options.setDepthMultiplier(multiplier);
        options.setStrideH(real.strides().get(0));
        options.setStrideW(real.strides().get(1));
        options.setDilationHFactor(real.dilations().get(0));
        options.setDilationWFactor(real.dilations().get(1));
        options.setPadding(padding);
        options.setFusedActivationFunction((byte) activation);
        return draw.finished(draw.quantized(real, dtype, result, activation, operands), BuiltinOperator.DEPTHWISE_CONV_2D,
            BuiltinOptions.DepthwiseConv2DOptions, options);
    }

    OperatorCase dense() {
        int inner = draw.upTo(draw.sometimes(4) ? 400 : 40);
        int made = draw.upTo(30);
        Value input = draw.input(draw.tensor(draw.type(dtype, draw.upTo(3), inner)));
        Quantisation perTensor = Quantisation.perTensor(draw.scale(), dtype == DType.U8 ? draw.zero(dtype) : 0);
        TensorType weights = draw.sometimes(2) ? channelwise(Shape.of(inner, made))
            : new TensorType(dtype, Shape.of(inner, made)).quantised(perTensor);
        Tensor tensor = draw.tensor(weights);
        Value weightsValue = draw.constant(tensor, moved(tensor, List.of(1, 0)));
        Value bias = bias(input.type(), weights);
        int activation = draw.activation();
        Dense real = new Dense(Quantized.standIn(input), Quantized.standIn(weightsValue), Optional.of(Quantized.standIn(bias)));
        Quantized op = draw.quantized(real, dtype, result(input.type(), weights, inner), activation, input, weightsValue, bias);
        FullyConnectedOptionsT options = new FullyConnectedOptionsT();
        options.setFusedActivationFunction((byte) activation);
        return draw.finished(op, BuiltinOperator.FULLY_CONNECTED, BuiltinOptions.FullyConnectedOptions, options);
    }

    OperatorCase matMul() {
        int batch = draw.upTo(3);
        int inner = draw.upTo(40);
        Value left = draw.input(draw.tensor(draw.type(dtype, draw.sometimes(3) ? 1 : batch, draw.upTo(9), inner)));
        Value right = draw.input(draw.tensor(draw.type(dtype, draw.sometimes(3) ? 1 : batch, inner, draw.upTo(9))));
        Quantized op = draw.quantized(new MatMul(Quantized.standIn(left), Quantized.standIn(right)), dtype,
            result(left.type(), right.type(), inner), 0, left, right);
        return draw.finished(op, BuiltinOperator.BATCH_MATMUL, BuiltinOptions.BatchMatMulOptions, new BatchMatMulOptionsT());
    }

    private int channels(int groups) {
        return draw.upTo(groups > 1 ? 4 : draw.sometimes(4) ? 70 : 20);
    }

    private int extent(int input, boolean same, int dilation) {
        return same ? draw.upTo(5) : draw.upTo(Math.min(5, (input - 1) / dilation + 1));
    }

    static List<List<Integer>> pads(List<Integer> extents, List<Integer> kernel, List<Integer> strides, int dilation,
        boolean same) {
        List<Integer> before = new ArrayList<>();
        List<Integer> after = new ArrayList<>();
        for (int axis = 0; axis < extents.size(); axis++) {
            int stride = strides.get(axis);
            int made = (extents.get(axis) + stride - 1) / stride;
            int total = same ? Math.max(0, (made - 1) * stride + (kernel.get(axis) - 1) * dilation + 1 - extents.get(axis)) : 0;
            before.add(total / 2);
            after.add(total - total / 2);
        }
        return List.of(before, after);
    }

    /** Of i8 a scale for each channel and no zero point, of u8 one scale and zero point. */
    private TensorType channelwise(Shape shape) {
        if (dtype == DType.U8) {
            return new TensorType(dtype, shape).quantised(draw.scheme(dtype));
        }
        List<Float> scales = new ArrayList<>();
        for (int c = 0; c < shape.last(); c++) {
            scales.add(draw.scale());
        }
        return new TensorType(dtype, shape).quantised(Quantisation.perAxis(scales, shape.rank() - 1));
    }

    private Value bias(TensorType input, TensorType weights) {
        int channels = weights.shape().last();
        Quantisation scheme = weights.scheme();
        List<Float> scales = scheme.scales().stream().map(scale -> scale * input.scheme().scale()).toList();
        TensorType type = new TensorType(DType.I32, Shape.of(channels)).quantised(scheme.isPerTensor()
            ? Quantisation.perTensor(scales.get(0), 0) : Quantisation.perAxis(scales, 0));
        int[] elements = new int[channels];
        for (int c = 0; c < channels; c++) {
            elements[c] = draw.random.nextInt(-20000, 20001);
        }
        Tensor tensor = Tensor.ofInts(type, elements);
        return draw.constant(tensor, tensor);
    }

    /** About as wide as the products are, or far wider or narrower; one in six has factors from 1 to 64. */
    private Quantisation result(TensorType left, TensorType right, int inner) {
        float greatest = right.scheme().scales().stream().max(Float::compare).orElseThrow() * left.scheme().scale();
        double fitting = greatest * Math.sqrt(inner) * 100;
        double scale = draw.sometimes(6) ? greatest * Math.pow(2, -6 * draw.random.nextDouble())
            : draw.sometimes(3) ? greatest * (1 + draw.random.nextDouble()) : fitting * Math.pow(2, draw.random.nextDouble(-5, 5));
        return Quantisation.perTensor((float) Math.max(scale, 1e-8), draw.zero(dtype));
    }

    private static TensorType onAxis(TensorType type, int axis, Shape shape) {
        return new TensorType(type.dtype(), shape).quantised(type.scheme().isPerTensor() ? type.scheme()
            : Quantisation.perAxis(type.scheme().scales(), axis));
    }

    private static Tensor moved(Tensor tensor, List<Integer> permutation) {
        Tensor bare = Tensor.ofInts(tensor.type().bare(), tensor.ints()).transposed(permutation);
        return Tensor.ofInts(onAxis(tensor.type(), 0, bare.type().shape()), bare.ints());
    }
}
