package io.sextant.tests.agreement;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.Dense;
import io.sextant.ir.op.GlobalPool;
import io.sextant.ir.op.Pool;
import io.sextant.ir.op.Reshape;
import io.sextant.ir.op.Rounding;
import io.sextant.ir.op.Softmax;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.ir.quantize.Calibration;
import io.sextant.ir.quantize.Plan;
import io.sextant.ir.quantize.PostTraining;
import io.sextant.ir.quantize.RangeMethod;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.TensorType;
import io.sextant.tests.benchmark.EdgeNetworks;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whole networks in f32, and on integers after calibration on random input. */
public final class QuantisedNetworks {
    private static final int CALIBRATION = 4;

    private QuantisedNetworks() {
    }

    /** @param quick smaller ones */
    public static Map<String, Graph> real(boolean quick) {
        Map<String, Graph> networks = new LinkedHashMap<>();
        networks.put("mnist1d-like", mnist1d());
        networks.put("MLP (anomaly detection)", EdgeNetworks.anomalyDetection());
        networks.put("DS-CNN (keyword spotting)", EdgeNetworks.keywordSpotting());
        networks.put("ResNet-8 (image classification)", EdgeNetworks.imageClassification());
        networks.put("MobileNetV2 0.35", EdgeNetworks.mobileNetV2(0.35, quick ? 32 : 96));
        return networks;
    }

    /** Inverted residual blocks in one dimension for 40 samples and 10 classes, with the activations that searches try. */
    static Graph mnist1d() {
        GraphBuilder graph = new GraphBuilder("mnist1d_like");
        Value x = graph.input("signal", TensorType.f32(1, 40, 1));
        x = graph.add(new Unary(convolution(graph, x, 5, 16, 2, 1), Unary.Kind.RELU));
        Value expanded = graph.add(new Unary(convolution(graph, x, 1, 48, 1, 1), Unary.Kind.HARD_SWISH));
        Value depthwise = graph.add(new Unary(convolution(graph, expanded, 3, 48, 1, 48), Unary.Kind.RELU6));
        x = graph.add(new Binary(convolution(graph, depthwise, 1, 16, 1, 1), x, Binary.Kind.ADD));
        x = graph.add(new Pool(x, Pool.Kind.MAX, List.of(2), List.of(2), List.of(0), List.of(0), false));
        Value gate = graph.add(new Unary(convolution(graph, x, 1, 16, 1, 1), Unary.Kind.SIGMOID));
        x = graph.add(new Binary(x, gate, Binary.Kind.MUL));
        x = graph.add(new Reshape(graph.add(new GlobalPool(x, Pool.Kind.AVERAGE)), List.of(1, 16)));
        x = graph.add(new Dense(x, weights(graph, 16, 10), Optional.of(weights(graph, 10))));
        return graph.output("logits", x).output("shares", graph.add(new Softmax(x, 1))).build();
    }

    private static Value convolution(GraphBuilder graph, Value x, int kernel, int channels, int stride, int groups) {
        List<Integer> pads = List.of(kernel / 2);
        int incoming = x.type().shape().last();
        return graph.add(new Convolution(x, weights(graph, kernel, incoming / groups, channels), Optional.of(weights(graph, channels)),
            List.of(stride), pads, pads, List.of(1), groups));
    }

    private static Value weights(GraphBuilder graph, int... dims) {
        return graph.constant(Tensor.random(TensorType.f32(dims), 1 + dims.length + dims[dims.length - 1], 0.5f));
    }

    /** The network on integers, between f32 inputs and outputs; its first calibration input is what it is run on first. */
    public static Graph quantised(Graph real) {
        Graph prepared = PostTraining.prepared(real, Rounding.TFLITE);
        Calibration calibration = new Calibration(prepared);
        for (int i = 0; i < CALIBRATION; i++) {
            calibration.add(inputs(real, i));
        }
        return PostTraining.quantise(prepared, calibration.ranges(RangeMethod.MIN_MAX), Plan.of(Rounding.TFLITE)).graph();
    }

    /** Random input. */
    public static List<Tensor> inputs(Graph graph, long seed) {
        List<Tensor> inputs = new ArrayList<>();
        graph.inputs().forEach(port -> inputs.add(Tensor.random(port.value().type(), seed, 1)));
        return inputs;
    }
}
