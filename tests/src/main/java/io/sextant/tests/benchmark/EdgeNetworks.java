package io.sextant.tests.benchmark;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import java.util.List;
import java.util.Optional;

/** Networks of edge devices with batch normalisations folded; weights are random. Each is a function of its arguments alone. */
public final class EdgeNetworks {
    private EdgeNetworks() {
    }

    private static LayerStack stack(String name, int... input) {
        return new LayerStack(name, LayerStack.Weights.TENTH, input);
    }

    /** MobileNetV2 (Sandler et al., 2018, table 2) for square images and 1000 classes. */
    public static Graph mobileNetV2(double width, int size) {
        LayerStack network = stack("mobilenet_v2", 1, size, size, 3);
        network.convolution(3, channels(32 * width), 2).activation(Unary.Kind.RELU6);
        int[][] rows = {{1, 16, 1, 1}, {6, 24, 2, 2}, {6, 32, 3, 2}, {6, 64, 4, 2}, {6, 96, 3, 1}, {6, 160, 3, 2}, {6, 320, 1, 1}};
        for (int[] row : rows) {
            for (int i = 0; i < row[2]; i++) {
                inverted(network, 3, row[0], channels(row[1] * width), i == 0 ? row[3] : 1);
            }
        }
        return network.convolution(1, Math.max(1280, channels(1280 * width)), 1).activation(Unary.Kind.RELU6).classifier(1000);
    }

    /** In the manner of MCUNet (Lin et al., 2020): inverted bottlenecks with kernels of 3 to 7 for images of 176 x 176. */
    public static Graph mcuNet() {
        return mcuNet(176, 0);
    }

    /** The same for images of 96 x 96, each block expanded by one more: 19 million multiply-accumulates. */
    public static Graph mcuNet96() {
        return mcuNet(96, 1);
    }

    private static Graph mcuNet(int size, int expandedMore) {
        LayerStack network = stack("mcunet_like", 1, size, size, 3);
        network.convolution(3, 16, 2).activation(Unary.Kind.RELU6);
        inverted(network, 3, 1, 8, 1);
        int[][] blocks = {{7, 3, 16, 2}, {3, 3, 16, 1}, {3, 3, 16, 1}, {3, 3, 24, 2}, {5, 4, 24, 1}, {5, 4, 24, 1}, {5, 5, 40, 2}, {5, 4, 40, 1},
            {3, 5, 40, 1}, {5, 6, 48, 1}, {5, 3, 48, 1}, {7, 5, 96, 2}, {3, 4, 96, 1}, {3, 5, 96, 1}, {5, 6, 160, 1}};
        for (int[] block : blocks) {
            inverted(network, block[0], block[1] + expandedMore, block[2], block[3]);
        }
        return network.classifier(1000);
    }

    /** MLPerf Tiny, visual wake words: MobileNetV1 of width 0.25 for 96 x 96. */
    public static Graph visualWakeWords() {
        LayerStack network = stack("visual_wake_words", 1, 96, 96, 3);
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
        LayerStack network = stack("image_classification", 1, 32, 32, 3);
        network.convolution(3, 16, 1).activation(Unary.Kind.RELU);
        for (int channels : List.of(16, 32, 64)) {
            Value from = network.last();
            int stride = channels == 16 ? 1 : 2;
            Value inner = network.convolution(3, channels, stride).activation(Unary.Kind.RELU).convolution(3, channels, 1).last();
            Value around = stride == 1 ? from : network.from(from).convolution(1, channels, stride).last();
            network.from(inner).add(around).activation(Unary.Kind.RELU);
        }
        return network.classifier(10);
    }

    /** MLPerf Tiny, keyword spotting: DS-CNN for 49 x 10 features. */
    public static Graph keywordSpotting() {
        LayerStack network = stack("keyword_spotting", 1, 49, 10, 1);
        Value filter = network.weights(10, 4, 1, 64);
        network.then(new Convolution(network.last(), filter, Optional.of(network.weights(64)), List.of(2, 2), List.of(4, 1),
            List.of(5, 1), List.of(1, 1), 1));
        network.activation(Unary.Kind.RELU);
        for (int block = 0; block < 4; block++) {
            network.depthwise(3, 1).activation(Unary.Kind.RELU).convolution(1, 64, 1).activation(Unary.Kind.RELU);
        }
        return network.classifier(12);
    }

    /** MLPerf Tiny, anomaly detection: an autoencoder of dense layers, 640 to 8 and back. */
    public static Graph anomalyDetection() {
        LayerStack network = stack("anomaly_detection", 1, 640);
        for (int units : List.of(128, 128, 128, 128, 8, 128, 128, 128, 128)) {
            network.dense(units).activation(Unary.Kind.RELU);
        }
        return network.dense(640).build("output");
    }

    /** The nearest multiple of eight that does not lose more than a tenth. */
    static int channels(double wanted) {
        int rounded = Math.max(8, (int) (wanted + 4) / 8 * 8);
        return rounded < 0.9 * wanted ? rounded + 8 : rounded;
    }

    private static void inverted(LayerStack network, int kernel, int expansion, int channels, int stride) {
        Value from = network.last();
        int incoming = network.channels();
        if (expansion > 1) {
            network.convolution(1, incoming * expansion, 1).activation(Unary.Kind.RELU6);
        }
        network.depthwise(kernel, stride).activation(Unary.Kind.RELU6).convolution(1, channels, 1);
        if (stride == 1 && incoming == channels) {
            network.add(from);
        }
    }
}
