package io.sextant.codegen.onnxruntime;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.graph.Node;
import io.sextant.ir.graph.Port;
import io.sextant.ir.interpret.Interpreter;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.Dense;
import io.sextant.ir.op.GlobalPool;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Pool;
import io.sextant.ir.op.Quantized;
import io.sextant.ir.op.Requantize;
import io.sextant.ir.op.Reshape;
import io.sextant.ir.op.Rounding;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Quantisation;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** An int8 network of random weights in the making, whose scales are those of what it computes for one random input. */
final class QuantizedNetwork {
    private final GraphBuilder builder = new GraphBuilder("int8");
    private final Map<Value, Tensor> values = new HashMap<>();
    private final SplittableRandom random;
    private final int margin;
    private final Tensor input;

    /** @param margin how many integers at either end of i8 are cut off from each result */
    QuantizedNetwork(long seed, int margin, TensorType type) {
        this.margin = margin;
        random = new SplittableRandom(seed);
        input = Tensor.random(type, random.nextLong(), 1);
    }

    Tensor input() {
        return input;
    }

    /** The input, as i8. */
    Value begin() {
        Value real = builder.input("input", input.type());
        values.put(real, input);
        return add(new Requantize(real, new TensorType(DType.I8, input.type().shape()).quantised(Quantisation.perTensor(2f / 255, 0)),
            Rounding.QDQ));
    }

    /** A convolution with padding that keeps the extent; of as many groups as channels where {@code filters} is 0. */
    Value convolution(Value from, int filters, int extent, int stride, boolean relu) {
        int spatial = from.type().rank() - 2;
        int channels = from.type().shape().last();
        int groups = filters == 0 ? channels : 1;
        int[] dims = IntStream.range(0, spatial + 2).map(axis -> axis < spatial ? extent : axis == spatial ? channels / groups
            : filters == 0 ? channels : filters).toArray();
        Value weights = weights(Shape.of(dims));
        Value bias = bias(from, weights);
        List<Integer> pads = Collections.nCopies(spatial, extent / 2);
        return quantized(new Convolution(Quantized.standIn(from), Quantized.standIn(weights), Optional.of(Quantized.standIn(bias)),
            Collections.nCopies(spatial, stride), pads, pads, Collections.nCopies(spatial, 1), groups), List.of(from, weights, bias), relu);
    }

    Value dense(Value from, int columns) {
        Value weights = weights(Shape.of(from.type().shape().last(), columns));
        Value bias = bias(from, weights);
        return quantized(new Dense(Quantized.standIn(from), Quantized.standIn(weights), Optional.of(Quantized.standIn(bias))),
            List.of(from, weights, bias), false);
    }

    Value sum(Value left, Value right, boolean relu) {
        return quantized(new Binary(Quantized.standIn(left), Quantized.standIn(right), Binary.Kind.ADD), List.of(left, right), relu);
    }

    Value globalPool(Value from) {
        Value pooled = quantized(new GlobalPool(Quantized.standIn(from), Pool.Kind.AVERAGE), List.of(from), false);
        return add(new Reshape(pooled, List.of(from.type().dim(0), from.type().shape().last())));
    }

    /** Ends with the real numbers of {@code last}. */
    Graph end(Value last) {
        return builder.output("output", add(new Requantize(last, last.type().real(), Rounding.QDQ))).build();
    }

    private Value add(Op op) {
        Value result = builder.add(op);
        values.put(result, Interpreter.evaluate(op, values::get));
        return result;
    }

    private Value quantized(Op real, List<Value> inputs, boolean relu) {
        Map<Integer, Tensor> reals = new HashMap<>();
        inputs.forEach(operand -> reals.put(operand.id(),
            Interpreter.evaluate(new Requantize(operand, operand.type().real(), Rounding.QDQ), values::get)));
        float[] result = Interpreter.evaluate(real, operand -> reals.get(operand.id())).floats();
        float low = 0;
        float high = 0;
        for (float value : result) {
            low = relu ? 0 : Math.min(low, value);
            high = Math.max(high, value);
        }
        float scale = (high - low) / 255;
        Quantisation scheme = Quantisation.perTensor(scale, Math.round(-128 - low / scale));
        return add(Quantized.of(real, inputs, DType.I8, scheme, Rounding.QDQ).clamped(-128 + margin, 127 - margin));
    }

    private Value weights(Shape shape) {
        List<Float> scales = IntStream.range(0, shape.last()).mapToObj(c -> (float) (0.5 + random.nextDouble()) / 100).toList();
        return constant(new TensorType(DType.I8, shape).quantised(Quantisation.perAxis(scales, shape.rank() - 1)), 127);
    }

    private Value bias(Value from, Value weights) {
        List<Float> scales = weights.type().scheme().scales().stream().map(scale -> scale * from.type().scheme().scale()).toList();
        return constant(new TensorType(DType.I32, Shape.of(scales.size())).quantised(Quantisation.perAxis(scales, 0)), 2000);
    }

    private Value constant(TensorType type, int bound) {
        Tensor tensor = Tensor.ofInts(type, random.ints(type.elements(), -bound, bound + 1).toArray());
        Value value = builder.constant(tensor);
        values.put(value, tensor);
        return value;
    }

    /** A network as searches over mnist1d find: strided convolutions, a depthwise pair with a residual, a classifier. */
    static Built sequences(long seed, int margin) {
        QuantizedNetwork net = new QuantizedNetwork(seed, margin, TensorType.f32(1, 40, 1));
        Value first = net.convolution(net.begin(), 16, 5, 2, true);
        Value block = net.convolution(net.convolution(first, 0, 3, 1, true), 16, 1, 1, false);
        Value second = net.convolution(net.sum(first, block, false), 32, 3, 2, true);
        return new Built(net.end(net.dense(net.globalPool(second), 10)), net.input());
    }

    /** The same over images. */
    static Built images(long seed, int margin) {
        QuantizedNetwork net = new QuantizedNetwork(seed, margin, TensorType.f32(1, 16, 16, 3));
        Value first = net.convolution(net.begin(), 16, 3, 2, true);
        Value block = net.convolution(net.convolution(first, 0, 3, 1, true), 16, 1, 1, false);
        Value second = net.convolution(net.sum(first, block, false), 32, 3, 2, true);
        return new Built(net.end(net.dense(net.globalPool(second), 10)), net.input());
    }

    /** A network and what to run it on. */
    record Built(Graph graph, Tensor input) {
        /** The same with the integers of all results as outputs too. */
        Graph withLayers() {
            List<Port> outputs = new ArrayList<>(graph.outputs());
            graph.nodes().stream().map(Node::result).filter(result -> result.type().isQuantised())
                .forEach(result -> outputs.add(new Port("layer" + result.id(), result)));
            return new Graph(graph.name(), graph.inputs(), graph.constants(), graph.nodes(), outputs);
        }
    }
}
