package io.sextant.tests.tflite;

import static io.sextant.tests.tflite.ElementwiseModels.with;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tensorflow.lite.schema.ActivationFunctionType.NONE;
import static org.tensorflow.lite.schema.ActivationFunctionType.RELU6;
import static org.tensorflow.lite.schema.Padding.SAME;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.op.Cast;
import io.sextant.ir.op.Reshape;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.tflite.read.TfliteImport;
import io.sextant.ir.tflite.schema.TfliteModelBuilder;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Quantisation;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.tensorflow.lite.schema.AddOptionsT;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.FullyConnectedOptionsT;
import org.tensorflow.lite.schema.PackOptionsT;
import org.tensorflow.lite.schema.ReducerOptionsT;
import org.tensorflow.lite.schema.ShapeOptionsT;
import org.tensorflow.lite.schema.SoftmaxOptionsT;

/** Models of several operators, tensor by tensor. */
class NetworkImportTest {
    private static final Quantisation ACTIVATIONS = Quantisation.perTensor(0.0235f, -128);
    private static final Quantisation SIGNED = Quantisation.perTensor(0.04f, 3);

    private final SplittableRandom random = new SplittableRandom(5);
    private final TfliteModelBuilder model = new TfliteModelBuilder("network");

    /** An inverted residual and a classifier, between QUANTIZE and DEQUANTIZE. */
    @Test
    void anInt8NetworkHasTheSameIntegersInEveryTensor() {
        int image = model.input("image", TensorType.f32(1, 12, 12, 8));
        int quantised = made("quantised", SIGNED, 1, 12, 12, 8);
        operator(BuiltinOperator.QUANTIZE, BuiltinOptions.NONE, null, quantised, image);
        int expanded = made("expanded", ACTIVATIONS, 1, 12, 12, 24);
        operator(BuiltinOperator.CONV_2D, BuiltinOptions.Conv2DOptions, Options.convolution(SAME, 1, 1, 1, RELU6), expanded, quantised,
            weights(0.01f, 24, 1, 1, 8), bias(0.04f * 0.01f, 24));
        int depthwise = made("depthwise", ACTIVATIONS, 1, 12, 12, 24);
        operator(BuiltinOperator.DEPTHWISE_CONV_2D, BuiltinOptions.DepthwiseConv2DOptions, Options.depthwise(SAME, 1, 1, 1, RELU6),
            depthwise, expanded, weights(0.005f, 1, 3, 3, 24), bias(0.0235f * 0.005f, 24));
        int projected = made("projected", SIGNED, 1, 12, 12, 8);
        operator(BuiltinOperator.CONV_2D, BuiltinOptions.Conv2DOptions, Options.convolution(SAME, 1, 1, 1, NONE), projected, depthwise,
            weights(0.003f, 8, 1, 1, 24), bias(0.0235f * 0.003f, 8));
        int sum = made("sum", SIGNED, 1, 12, 12, 8);
        operator(BuiltinOperator.ADD, BuiltinOptions.AddOptions, new AddOptionsT(), sum, quantised, projected);
        int pooled = made("pooled", SIGNED, 1, 8);
        operator(BuiltinOperator.MEAN, BuiltinOptions.ReducerOptions, new ReducerOptionsT(), pooled, sum, ints(1, 2));
        int logits = made("logits", Quantisation.perTensor(0.05f, 0), 1, 10);
        operator(BuiltinOperator.FULLY_CONNECTED, BuiltinOptions.FullyConnectedOptions, new FullyConnectedOptionsT(), logits, pooled,
            weights(0.02f, 10, 8), bias(0.04f * 0.02f, 10));
        int classes = made("classes", Quantisation.perTensor(1f / 256, -128), 1, 10);
        operator(BuiltinOperator.SOFTMAX, BuiltinOptions.SoftmaxOptions, with(new SoftmaxOptionsT(), options -> options.setBeta(1)),
            classes, logits);
        int result = model.tensor("result", TensorType.f32(1, 10));
        operator(BuiltinOperator.DEQUANTIZE, BuiltinOptions.NONE, null, result, classes);
        byte[] file = model.output(result).build();
        Comparison comparison = Comparison.of(file, 3);
        assertEquals(11, comparison.tensors().size(), comparison::toString);
        assertEquals(0, comparison.greatest(), comparison::toString);
    }

    /** Weights of f16 become f32 at once, and extents that are computed from a shape are known. */
    @Test
    void whatIsComputedFromConstantsIsComputed() {
        int image = model.input("image", TensorType.f32(2, 3, 4));
        TensorType half = new TensorType(DType.F16, Shape.of(5, 12));
        int stored = model.constant("stored", Tensor.rounded(half, Tensor.random(TensorType.f32(5, 12), 1, 1).floats()));
        int weights = model.tensor("weights", TensorType.f32(5, 12));
        operator(BuiltinOperator.DEQUANTIZE, BuiltinOptions.NONE, null, weights, stored);
        int shape = model.tensor("shape", new TensorType(DType.I32, Shape.of(3)));
        operator(BuiltinOperator.SHAPE, BuiltinOptions.ShapeOptions, with(new ShapeOptionsT(),
            options -> options.setOutType(org.tensorflow.lite.schema.TensorType.INT32)), shape, image);
        int batch = model.tensor("batch", new TensorType(DType.I32, Shape.of()));
        operator(BuiltinOperator.STRIDED_SLICE, BuiltinOptions.StridedSliceOptions, Options.stridedSlice(0, 0, 0, 0, 1), batch, shape,
            ints(0), ints(1), ints(1));
        int rest = model.constant("rest", Tensor.ofInts(new TensorType(DType.I32, Shape.of()), -1));
        int target = model.tensor("target", new TensorType(DType.I32, Shape.of(2)));
        operator(BuiltinOperator.PACK, BuiltinOptions.PackOptions, with(new PackOptionsT(), options -> options.setValuesCount(2)),
            target, batch, rest);
        int rows = model.tensor("rows", TensorType.f32(2, 12));
        operator(BuiltinOperator.RESHAPE, BuiltinOptions.NONE, null, rows, image, target);
        int result = model.tensor("result", TensorType.f32(2, 5));
        operator(BuiltinOperator.FULLY_CONNECTED, BuiltinOptions.FullyConnectedOptions, new FullyConnectedOptionsT(), result, rows,
            weights, -1);
        byte[] file = model.output(result).build();
        Graph graph = TfliteImport.parse(file, "model.tflite");
        assertEquals(2, graph.nodes().size(), graph::toString);
        assertTrue(graph.nodes().get(0).op() instanceof Reshape && graph.nodes().stream().noneMatch(node -> node.op() instanceof Cast));
        Comparison comparison = Comparison.of(file, 3);
        assertTrue(comparison.greatest() < 1e-6, comparison::toString);
    }

    /** TFLite quantises the activations of such layers as it runs; here they stay real. */
    @Test
    void quantisedWeightsOfAFloatLayerAreTheRealNumbersThatTheyStandFor() {
        int input = model.input("input", TensorType.f32(4, 64));
        int result = model.tensor("result", TensorType.f32(4, 16));
        operator(BuiltinOperator.FULLY_CONNECTED, BuiltinOptions.FullyConnectedOptions, new FullyConnectedOptionsT(), result, input,
            weights(0.01f, 16, 64), model.constant("bias", Tensor.random(TensorType.f32(16), 1, 1)));
        Comparison comparison = Comparison.of(model.output(result).build(), 3);
        assertTrue(comparison.greatest() < 0.02, comparison::toString);
    }

    private int made(String name, Quantisation scheme, int... dims) {
        return model.tensor(name, new TensorType(DType.I8, Shape.of(dims)).quantised(scheme));
    }

    private int weights(float scale, int... dims) {
        TensorType type = new TensorType(DType.I8, Shape.of(dims)).quantised(Quantisation.perTensor(scale, 0));
        return model.constant("weights", Tensor.ofInts(type, random.ints(type.elements(), -127, 128).toArray()));
    }

    private int bias(float scale, int extent) {
        TensorType type = new TensorType(DType.I32, Shape.of(extent)).quantised(Quantisation.perTensor(scale, 0));
        return model.constant("bias", Tensor.ofInts(type, random.ints(extent, -2000, 2000).toArray()));
    }

    private int ints(int... values) {
        return model.constant("list", Tensor.ofInts(new TensorType(DType.I32, Shape.of(values.length)), values));
    }

    private void operator(int code, byte optionsType, Object options, int result, int... operands) {
        model.operator(code, optionsType, options, operands, result);
    }
}
