package io.sextant.ir.onnx;

import static io.sextant.ir.onnx.ImportCases.f;
import static io.sextant.ir.onnx.ImportCases.i;
import static io.sextant.ir.onnx.ImportCases.is;
import static io.sextant.ir.onnx.ImportCases.longs;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.TensorType;
import java.util.Arrays;
import java.util.List;

/**
 * Image classifiers in little, as PyTorch's exporter writes them: each has the blocks of its family, few channels and a 16x16 image.
 * Normalisations are folded into convolutions, as that exporter does, but where the family's own exporters keep them.
 */
final class ImageModels {
    private final ForeignModel model;
    private int count;
    private String last;
    private int channels;

    private ImageModels(int opset, int channels, int... size) {
        int[] dims = new int[2 + size.length];
        dims[0] = 1;
        dims[1] = channels;
        System.arraycopy(size, 0, dims, 2, size.length);
        this.model = new ForeignModel(opset).input("input", dims).symbol(0, "batch");
        this.last = "input";
        this.channels = channels;
    }

    static void addTo(ImportCases cases) {
        cases.add("MobileNetV1", mobileNetV1());
        cases.add("MobileNetV2 (opset 11)", mobileNetV2());
        cases.add("MobileNetV3", mobileNetV3());
        cases.add("MobileNetV4", mobileNetV4());
        cases.add("EfficientNet", efficientNet(false));
        cases.add("EfficientNet-Lite", efficientNet(true));
        cases.add("ResNet", resNet(1));
        cases.add("RegNet", resNet(2));
        cases.add("MCUNet", mcuNet());
        cases.add("DS-CNN", dsCnn());
        cases.add("ConvNeXt", convNeXt());
        cases.add("ShuffleNetV2", shuffleNet());
    }

    private String name(String kind) {
        return kind + "_" + count++;
    }

    private String then(String operator, String inputs, AttributeProto... attributes) {
        last = name(operator);
        model.node(operator, inputs, last, attributes);
        return last;
    }

    /** A convolution with bias; padded such that stride 1 keeps the extents. */
    private ImageModels conv(int outputs, int kernel, int stride, int groups) {
        String w = name("w");
        String b = name("b");
        int pad = kernel / 2;
        model.weights(w, outputs, channels / groups, kernel, kernel).weights(b, outputs);
        then("Conv", last + " " + w + " " + b, is("kernel_shape", kernel, kernel), is("strides", stride, stride),
            is("pads", pad, pad, pad, pad), is("dilations", 1, 1), i("group", groups));
        channels = outputs;
        return this;
    }

    private ImageModels batchNorm() {
        List<String> names = List.of(name("scale"), name("shift"), name("mean"), name("variance"));
        names.subList(0, 3).forEach(each -> model.weights(each, channels));
        float[] variance = new float[channels];
        Arrays.fill(variance, 0.8f);
        model.tensor(names.get(3), Tensor.of(TensorType.f32(channels), variance));
        then("BatchNormalization", last + " " + String.join(" ", names), f("epsilon", 1e-3f), f("momentum", 0.99f));
        return this;
    }

    private ImageModels activation(String operator) {
        switch (operator) {
            case "Relu6" -> {
                String low = name("low");
                String high = name("high");
                model.scalar(low, 0).scalar(high, 6);
                then("Clip", last + " " + low + " " + high);
            }
            case "Silu" -> {
                String x = last;
                then("Mul", x + " " + then("Sigmoid", x));
            }
            case "HardSwish" -> {
                String x = last;
                then("Mul", x + " " + then("HardSigmoid", x, f("alpha", 1 / 6f)));
            }
            default -> then(operator, last);
        }
        return this;
    }

    /** Squeeze and excitation by 1x1 convolutions on the mean over space. */
    private ImageModels squeezeExcite(String inner, String gate) {
        String x = last;
        int width = channels;
        then("ReduceMean", x, is("axes", 2, 3), i("keepdims", 1));
        conv(4, 1, 1, 1).activation(inner).conv(width, 1, 1, 1);
        then(gate, last);
        then("Mul", x + " " + last);
        return this;
    }

    private ImageModels residual(String before) {
        then("Add", last + " " + before);
        return this;
    }

    /** Global pooling, a flattening spelled out by shapes, and a dense layer. */
    private ForeignModel classifier() {
        String pooled = then("GlobalAveragePool", last);
        model.tensor("zero", longs(List.of(), 0)).integers("axis0", 0).integers("open", -1).weights("fc", 5, channels)
            .weights("fc_bias", 5);
        String batch = then("Gather", then("Shape", pooled) + " zero", i("axis", 0));
        String unsqueezed = then("Unsqueeze", batch + " axis0");
        String shape = then("Concat", unsqueezed + " open", i("axis", 0));
        then("Reshape", pooled + " " + shape);
        then("Gemm", last + " fc fc_bias", i("transB", 1));
        return model.output(last);
    }

    private static ForeignModel mobileNetV1() {
        return new ImageModels(13, 3, 16, 16).conv(8, 3, 2, 1).activation("Relu").conv(8, 3, 1, 8).activation("Relu").conv(16, 1, 1, 1)
            .activation("Relu").conv(16, 3, 2, 16).activation("Relu6").conv(16, 1, 1, 1).activation("Relu6").classifier();
    }

    /** Before opset 13 axes are attributes: the classifier flattens. */
    private static ForeignModel mobileNetV2() {
        ImageModels net = new ImageModels(11, 3, 16, 16).conv(8, 3, 2, 1).activation("Relu6");
        String before = net.last;
        net.conv(16, 1, 1, 1).batchNorm().activation("Relu6").conv(16, 3, 1, 16).activation("Relu6").conv(8, 1, 1, 1).residual(before);
        net.then("GlobalAveragePool", net.last);
        net.then("Flatten", net.last, i("axis", 1));
        net.model.weights("fc", 5, 8).weights("fc_bias", 5);
        net.then("Gemm", net.last + " fc fc_bias", i("transB", 1));
        return net.model.output(net.last);
    }

    private static ForeignModel mobileNetV3() {
        ImageModels net = new ImageModels(17, 3, 16, 16).conv(8, 3, 2, 1).activation("HardSwish");
        String before = net.last;
        return net.conv(16, 1, 1, 1).activation("HardSwish").conv(16, 5, 1, 16).activation("HardSwish").squeezeExcite("Relu", "HardSigmoid")
            .conv(8, 1, 1, 1).residual(before).classifier();
    }

    /** Universal inverted bottlenecks: a depthwise convolution before the expansion as well. */
    private static ForeignModel mobileNetV4() {
        ImageModels net = new ImageModels(17, 3, 16, 16).conv(8, 3, 2, 1).activation("Relu");
        String before = net.last;
        net.conv(8, 3, 1, 8).conv(16, 1, 1, 1).activation("Relu").conv(16, 5, 1, 16).activation("Relu").conv(8, 1, 1, 1).residual(before);
        before = net.last;
        return net.conv(24, 1, 1, 1).activation("Relu").conv(8, 1, 1, 1).residual(before).classifier();
    }

    private static ForeignModel efficientNet(boolean lite) {
        ImageModels net = new ImageModels(13, 3, 16, 16).conv(8, 3, 2, 1).activation(lite ? "Relu6" : "Silu");
        String before = net.last;
        net.conv(16, 1, 1, 1).activation(lite ? "Relu6" : "Silu").conv(16, 3, 1, 16).activation(lite ? "Relu6" : "Silu");
        return (lite ? net : net.squeezeExcite("Silu", "Sigmoid")).conv(8, 1, 1, 1).residual(before).classifier();
    }

    private static ForeignModel resNet(int groups) {
        ImageModels net = new ImageModels(13, 3, 16, 16).conv(8, 7, 2, 1).activation("Relu");
        net.then("MaxPool", net.last, is("kernel_shape", 3, 3), is("strides", 2, 2), is("pads", 1, 1, 1, 1), i("ceil_mode", 0));
        String before = net.last;
        net.conv(8, 1, 1, 1).activation("Relu").conv(8, 3, 1, 4 / groups).activation("Relu");
        (groups == 1 ? net : net.squeezeExcite("Relu", "Sigmoid")).conv(8, 1, 1, 1).residual(before).activation("Relu");
        before = net.last;
        net.conv(12, 1, 2, 1);
        String shortcut = net.last;
        net.last = before;
        net.channels = 8;
        return net.conv(12, 3, 2, 1).residual(shortcut).activation("Relu").classifier();
    }

    /** Kernels of 3, 5 and 7 after each other, as the search chose them. */
    private static ForeignModel mcuNet() {
        ImageModels net = new ImageModels(12, 3, 16, 16).conv(8, 3, 2, 1).activation("Relu6").conv(8, 3, 1, 8).activation("Relu6")
            .conv(4, 1, 1, 1).conv(12, 1, 1, 1).activation("Relu6").conv(12, 7, 2, 12).activation("Relu6").conv(8, 1, 1, 1);
        String before = net.last;
        net.conv(16, 1, 1, 1).activation("Relu6").conv(16, 5, 1, 16).activation("Relu6").conv(8, 1, 1, 1).residual(before);
        net.then("ReduceMean", net.last, is("axes", 3, 2), i("keepdims", 0));
        net.model.weights("fc", 8, 5).weights("fc_bias", 5);
        net.then("MatMul", net.last + " fc");
        net.then("Add", net.last + " fc_bias");
        return net.model.output(net.last);
    }

    /** Keyword spotting on a spectrogram of one channel (Zhang et al., 2017), from a channels-last framework. */
    private static ForeignModel dsCnn() {
        ImageModels net = new ImageModels(13, 49, 10, 1);
        net.then("Transpose", net.last, is("perm", 0, 3, 1, 2));
        net.channels = 1;
        net.conv(8, 3, 2, 1).batchNorm().activation("Relu").conv(8, 3, 1, 8).batchNorm().activation("Relu").conv(8, 1, 1, 1)
            .activation("Relu");
        net.then("AveragePool", net.last, is("kernel_shape", 25, 5));
        net.then("Transpose", net.last, is("perm", 0, 2, 3, 1));
        net.model.integers("flat", -1, 8).weights("fc", 8, 5);
        net.then("Reshape", net.last + " flat");
        net.then("MatMul", net.last + " fc");
        net.then("Softmax", net.last, i("axis", 1));
        return net.model.output(net.last);
    }

    /** Layer normalisation over channels, spelled out in its parts as before opset 17, in a channels-last perceptron. */
    private static ForeignModel convNeXt() {
        ImageModels net = new ImageModels(13, 3, 16, 16).conv(8, 4, 4, 1);
        String before = net.last;
        net.conv(8, 7, 1, 8);
        net.then("Transpose", net.last, is("perm", 0, 2, 3, 1));
        Parts parts = new Parts(net.model, net.last);
        parts.layerNorm(8).dense(16).gelu().dense(8);
        net.model.weights("gamma", 8);
        net.last = parts.last();
        net.then("Mul", "gamma " + net.last);
        net.then("Transpose", net.last, is("perm", 0, 3, 1, 2));
        return net.residual(before).classifier();
    }

    private static ForeignModel shuffleNet() {
        ImageModels net = new ImageModels(13, 3, 16, 16).conv(8, 3, 2, 1).activation("Relu");
        net.model.integers("halves", 4, 4).integers("split", 1, 2, 4, 8, 8).integers("join", 1, 8, 8, 8)
            .node("Split", net.last + " halves", "left right", i("axis", 1));
        net.last = "right";
        net.channels = 4;
        net.conv(4, 1, 1, 1).activation("Relu").conv(4, 3, 1, 4).conv(4, 1, 1, 1).activation("Relu");
        net.then("Concat", "left " + net.last, i("axis", 1));
        net.then("Reshape", net.last + " split");
        net.then("Transpose", net.last, is("perm", 0, 2, 1, 3, 4));
        net.then("Reshape", net.last + " join");
        net.channels = 8;
        return net.conv(8, 1, 1, 1).classifier();
    }
}
