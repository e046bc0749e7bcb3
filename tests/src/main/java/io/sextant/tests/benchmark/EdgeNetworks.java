package io.sextant.tests.benchmark;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.Dense;
import io.sextant.ir.op.GlobalPool;
import io.sextant.ir.op.Pool;
import io.sextant.ir.op.Reshape;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.TensorType;
import java.util.List;
import java.util.Optional;

/** Networks of edge devices with batch normalisations folded; weights are random. Each is a function of its arguments alone. */
public final class EdgeNetworks {
    private final GraphBuilder graph;
    private Value x;
    private long seed = 1;

    private EdgeNetworks(String name, int... input) {
        graph = new GraphBuilder(name);
        x = graph.input("input", TensorType.f32(input));
    }

    /** MobileNetV2 (Sandler et al., 2018, table 2) for square images and 1000 classes. */
    public static Graph mobileNetV2(double width, int size) {
        EdgeNetworks network = new EdgeNetworks("mobilenet_v2", 1, size, size, 3);
        network.convolution(3, channels(32 * width), 2).activation(Unary.Kind.RELU6);
        int[][] rows = {{1, 16, 1, 1}, {6, 24, 2, 2}, {6, 32, 3, 2}, {6, 64, 4, 2}, {6, 96, 3, 1}, {6, 160, 3, 2}, {6, 320, 1, 1}};
        for (int[] row : rows) {
            for (int i = 0; i < row[2]; i++) {
                network.inverted(3, row[0], channels(row[1] * width), i == 0 ? row[3] : 1);
            }
        }
        return network.convolution(1, Math.max(1280, channels(1280 * width)), 1).activation(Unary.Kind.RELU6).classifier(1000);
    }

    /** In the manner of MCUNet (Lin et al., 2020): inverted bottlenecks with kernels of 3 to 7 for images of 176 x 176. */
    public static Graph mcuNet() {
        EdgeNetworks network = new EdgeNetworks("mcunet_like", 1, 176, 176, 3);
        network.convolution(3, 16, 2).activation(Unary.Kind.RELU6).inverted(3, 1, 8, 1);
        int[][] blocks = {{7, 3, 16, 2}, {3, 3, 16, 1}, {3, 3, 16, 1}, {3, 3, 24, 2}, {5, 4, 24, 1}, {5, 4, 24, 1}, {5, 5, 40, 2}, {5, 4, 40, 1},
            {3, 5, 40, 1}, {5, 6, 48, 1}, {5, 3, 48, 1}, {7, 5, 96, 2}, {3, 4, 96, 1}, {3, 5, 96, 1}, {5, 6, 160, 1}};
        for (int[] block : blocks) {
            network.inverted(block[0], block[1], block[2], block[3]);
        }
        return network.classifier(1000);
    }

    /** MLPerf Tiny, visual wake words: MobileNetV1 of width 0.25 for 96 x 96. */
    public static Graph visualWakeWords() {
        EdgeNetworks network = new EdgeNetworks("visual_wake_words", 1, 96, 96, 3);
        network.convolution(3, 8, 2).activation(Unary.Kind.RELU);
        int[][] blocks = {{16, 1}, {32, 2}, {32, 1}, {64, 2}, {64, 1}, {128, 2}, {128, 1}, {128, 1}, {128, 1}, {128, 1}, {128, 1}, {256, 2},
            {256, 1}};
        for (int[] block : blocks) {
            network.depthwise(3, block[1]).activation(Unary.Kind.RELU).convolution(1, block[0], 1).activation(Unary.Kind.RELU);
        }
        return network.classifier(2);
    }

    /** MLPerf Tiny, image classification: ResNet-8 for CIFAR-10. */
    public static Graph imageClassification() {
        EdgeNetworks network = new EdgeNetworks("image_classification", 1, 32, 32, 3);
        network.convolution(3, 16, 1).activation(Unary.Kind.RELU);
        for (int channels : List.of(16, 32, 64)) {
            Value from = network.x;
            int stride = channels == 16 ? 1 : 2;
            Value inner = network.convolution(3, channels, stride).activation(Unary.Kind.RELU).convolution(3, channels, 1).x;
            network.x = from;
            Value around = stride == 1 ? from : network.convolution(1, channels, stride).x;
            network.x = network.graph.add(new Binary(inner, around, Binary.Kind.ADD));
            network.activation(Unary.Kind.RELU);
        }
        return network.classifier(10);
    }

    /** MLPerf Tiny, keyword spotting: DS-CNN for 49 x 10 features. */
    public static Graph keywordSpotting() {
        EdgeNetworks network = new EdgeNetworks("keyword_spotting", 1, 49, 10, 1);
        Value filter = network.weights(10, 4, 1, 64);
        network.x = network.graph.add(new Convolution(network.x, filter, Optional.of(network.weights(64)), List.of(2, 2), List.of(4, 1),
            List.of(5, 1), List.of(1, 1), 1));
        network.activation(Unary.Kind.RELU);
        for (int block = 0; block < 4; block++) {
            network.depthwise(3, 1).activation(Unary.Kind.RELU).convolution(1, 64, 1).activation(Unary.Kind.RELU);
        }
        return network.classifier(12);
    }

    /** MLPerf Tiny, anomaly detection: an autoencoder of dense layers, 640 to 8 and back. */
    public static Graph anomalyDetection() {
        EdgeNetworks network = new EdgeNetworks("anomaly_detection", 1, 640);
        for (int units : List.of(128, 128, 128, 128, 8, 128, 128, 128, 128)) {
            network.dense(units).activation(Unary.Kind.RELU);
        }
        return network.dense(640).graph.output("output", network.x).build();
    }

    /** The nearest multiple of eight that does not lose more than a tenth. */
    private static int channels(double wanted) {
        int rounded = Math.max(8, (int) (wanted + 4) / 8 * 8);
        return rounded < 0.9 * wanted ? rounded + 8 : rounded;
    }

    private void inverted(int kernel, int expansion, int channels, int stride) {
        Value from = x;
        int incoming = x.type().shape().last();
        if (expansion > 1) {
            convolution(1, incoming * expansion, 1).activation(Unary.Kind.RELU6);
        }
        depthwise(kernel, stride).activation(Unary.Kind.RELU6).convolution(1, channels, 1);
        x = stride == 1 && incoming == channels ? graph.add(new Binary(x, from, Binary.Kind.ADD)) : x;
    }

    private EdgeNetworks depthwise(int kernel, int stride) {
        int channels = x.type().shape().last();
        return convolution(kernel, channels, stride, channels);
    }

    private EdgeNetworks convolution(int kernel, int channels, int stride) {
        return convolution(kernel, channels, stride, 1);
    }

    private EdgeNetworks convolution(int kernel, int channels, int stride, int groups) {
        List<Integer> pads = List.of(kernel / 2, kernel / 2);
        x = graph.add(new Convolution(x, weights(kernel, kernel, x.type().shape().last() / groups, channels), Optional.of(weights(channels)),
            List.of(stride, stride), pads, pads, List.of(1, 1), groups));
        return this;
    }

    private EdgeNetworks activation(Unary.Kind kind) {
        x = graph.add(new Unary(x, kind));
        return this;
    }

    private EdgeNetworks dense(int units) {
        x = graph.add(new Dense(x, weights(x.type().shape().last(), units), Optional.of(weights(units))));
        return this;
    }

    private Graph classifier(int classes) {
        x = graph.add(new GlobalPool(x, Pool.Kind.AVERAGE));
        x = graph.add(new Reshape(x, List.of(1, x.type().shape().last())));
        return dense(classes).graph.output("logits", x).build();
    }

    private Value weights(int... dims) {
        return graph.constant(Tensor.random(TensorType.f32(dims), seed++, 0.1f));
    }
}
