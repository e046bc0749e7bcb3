package io.sextant.tests.benchmark;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.op.Pool;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import java.util.List;

/** Networks for images of 224 x 224 and 1000 classes with batch normalisations folded; weights are random. */
public final class ImageNetworks {
    /** Rows of MBConv blocks: expansion, channels, how many, stride of the first, kernel (Tan and Le, 2019, table 1). */
    private static final int[][] EFFICIENT = {{1, 16, 1, 1, 3}, {6, 24, 2, 2, 3}, {6, 40, 2, 2, 5}, {6, 80, 3, 2, 3}, {6, 112, 3, 1, 5},
        {6, 192, 4, 2, 5}, {6, 320, 1, 1, 3}};
    /** Blocks of the four stages (He et al., 2016, table 1). */
    private static final List<Integer> RESNET_18 = List.of(2, 2, 2, 2);
    private static final List<Integer> RESNET_50 = List.of(3, 4, 6, 3);
    /** A squeeze-excite reduces to this part of the channels that come into a block. */
    private static final int SQUEEZE = 4;

    private ImageNetworks() {
    }

    private static LayerStack stack(String name) {
        return new LayerStack(name, LayerStack.Weights.BY_FAN_IN, 1, 224, 224, 3);
    }

    /** EfficientNet-B0 (Tan and Le, 2019): SiLU, squeeze-excite. */
    public static Graph efficientNetB0() {
        return efficientNet("efficientnet_b0", Unary.Kind.SILU, true);
    }

    /** EfficientNet-Lite0 (Liu, 2020): ReLU6, no squeeze-excite. */
    public static Graph efficientNetLite0() {
        return efficientNet("efficientnet_lite0", Unary.Kind.RELU6, false);
    }

    private static Graph efficientNet(String name, Unary.Kind activation, boolean squeeze) {
        LayerStack network = stack(name).convolution(3, 32, 2).activation(activation);
        for (int[] row : EFFICIENT) {
            for (int i = 0; i < row[2]; i++) {
                Value from = network.last();
                int incoming = network.channels();
                int stride = i == 0 ? row[3] : 1;
                if (row[0] > 1) {
                    network.convolution(1, row[0] * incoming, 1).activation(activation);
                }
                network.depthwise(row[4], stride).activation(activation);
                if (squeeze) {
                    network.squeezeExcite(incoming / SQUEEZE, activation, Unary.Kind.SIGMOID);
                }
                network.convolution(1, row[1], 1);
                if (stride == 1 && incoming == row[1]) {
                    network.add(from);
                }
            }
        }
        return network.convolution(1, 1280, 1).activation(activation).classifier(1000);
    }

    /** ResNet-18 (He et al., 2016). */
    public static Graph resNet18() {
        return resNet("resnet18", RESNET_18, 1);
    }

    /** ResNet-50 (He et al., 2016) with the stride in the 3 x 3 convolutions, as most frameworks have it. */
    public static Graph resNet50() {
        return resNet("resnet50", RESNET_50, 4);
    }

    /** @param expansion of the last convolution of a bottleneck block; 1: basic blocks */
    private static Graph resNet(String name, List<Integer> stages, int expansion) {
        LayerStack network = stack(name).convolution(7, 64, 2).activation(Unary.Kind.RELU);
        network.then(new Pool(network.last(), Pool.Kind.MAX, List.of(3, 3), List.of(2, 2), List.of(1, 1), List.of(1, 1), false));
        for (int stage = 0; stage < stages.size(); stage++) {
            for (int block = 0; block < stages.get(stage); block++) {
                residual(network, 64 << stage, expansion, stage > 0 && block == 0 ? 2 : 1);
            }
        }
        return network.classifier(1000);
    }

    private static void residual(LayerStack network, int channels, int expansion, int stride) {
        Value from = network.last();
        int outgoing = channels * expansion;
        boolean projected = stride > 1 || network.channels() != outgoing;
        if (expansion == 1) {
            network.convolution(3, channels, stride).activation(Unary.Kind.RELU).convolution(3, channels, 1);
        } else {
            network.convolution(1, channels, 1).activation(Unary.Kind.RELU).convolution(3, channels, stride).activation(Unary.Kind.RELU)
                .convolution(1, outgoing, 1);
        }
        Value inner = network.last();
        Value around = projected ? network.from(from).convolution(1, outgoing, stride).last() : from;
        network.from(inner).add(around).activation(Unary.Kind.RELU);
    }

    /** Such as the searches of the shipped space {@code mnist1d} end with: a stem and fused blocks, one of them with squeeze-excite. */
    public static Graph mnist1d() {
        LayerStack network = new LayerStack("mnist1d_winner", LayerStack.Weights.BY_FAN_IN, 1, 40, 1);
        network.convolution(5, 12, 2).activation(Unary.Kind.RELU);
        int[][] blocks = {{3, 1, 12, 1}, {5, 2, 16, 2}, {5, 2, 24, 2}, {3, 4, 32, 1}};
        for (int[] block : blocks) {
            Value from = network.last();
            int incoming = network.channels();
            network.convolution(block[0], block[1] * incoming, block[3]).activation(Unary.Kind.RELU);
            if (block[2] == 24) {
                network.squeezeExcite(8, Unary.Kind.RELU, Unary.Kind.HARD_SIGMOID);
            }
            network.convolution(1, block[2], 1);
            if (block[3] == 1 && incoming == block[2]) {
                network.add(from);
            }
        }
        return network.classifier(10);
    }
}
