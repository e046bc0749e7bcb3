package io.sextant.ir.quantize;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Concat;
import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.Dense;
import io.sextant.ir.op.GlobalPool;
import io.sextant.ir.op.Pool;
import io.sextant.ir.op.Reshape;
import io.sextant.ir.op.Softmax;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;

/** Small convolutional networks of what quantised ones are made of, a function of the seed. */
final class SmallNetworks {
    static final int CHANNELS = 8;
    private final GraphBuilder builder;
    private final SplittableRandom random;

    private SmallNetworks(long seed) {
        builder = new GraphBuilder("small " + seed);
        random = new SplittableRandom(seed);
    }

    /** {@code blocks} blocks between an image and class scores. */
    static Graph graph(long seed, int blocks) {
        SmallNetworks network = new SmallNetworks(seed);
        Value x = network.builder.input("image", TensorType.f32(1, 6, 6, CHANNELS));
        List<Function<Value, Value>> kinds = List.of(network::convolution, network::depthwise, network::residual, network::pooled,
            network::joined, network::gated, network::hardSwish);
        for (int i = 0; i < blocks; i++) {
            x = kinds.get(network.random.nextInt(kinds.size())).apply(x);
        }
        Value pooled = network.builder.add(new GlobalPool(x, Pool.Kind.AVERAGE));
        Value flat = network.builder.add(new Reshape(pooled, List.of(1, CHANNELS)));
        Value scores = network.builder.add(new Dense(flat, network.weights(0.8f, CHANNELS, 5), Optional.of(network.weights(0.5f, 5))));
        Value shares = network.builder.add(new Softmax(scores, 1));
        return network.builder.output("scores", scores).output("shares", shares).build();
    }

    static List<List<Tensor>> samples(Graph graph, int count, long seed) {
        List<List<Tensor>> samples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long of = seed + i;
            samples.add(graph.inputs().stream().map(input -> Tensor.random(input.value().type(), of, 1)).toList());
        }
        return samples;
    }

    static Ranges ranges(Graph graph, RangeMethod method, int count) {
        Calibration calibration = new Calibration(graph);
        samples(graph, count, 100).forEach(calibration::add);
        return calibration.ranges(method);
    }

    private Value weights(float bound, int... dims) {
        return builder.constant(Tensor.random(TensorType.f32(dims), random.nextLong(), bound));
    }

    private Value convolution(Value x, Value filter, int groups) {
        int pad = filter.type().dim(0) / 2;
        return builder.add(new Convolution(x, filter, Optional.of(weights(0.3f, CHANNELS)), List.of(1, 1), List.of(pad, pad),
            List.of(pad, pad), List.of(1, 1), groups));
    }

    private Value unary(Value x, Unary.Kind kind) {
        return builder.add(new Unary(x, kind));
    }

    private Value convolution(Value x) {
        Unary.Kind activation = random.nextInt(2) == 0 ? Unary.Kind.RELU : Unary.Kind.RELU6;
        return unary(convolution(x, weights(0.2f, 3, 3, CHANNELS, CHANNELS), 1), activation);
    }

    private Value depthwise(Value x) {
        return unary(convolution(x, weights(0.5f, 3, 3, 1, CHANNELS), CHANNELS), Unary.Kind.RELU6);
    }

    private Value pointwise(Value x) {
        return convolution(x, weights(0.5f, 1, 1, CHANNELS, CHANNELS), 1);
    }

    private Value residual(Value x) {
        return builder.add(new Binary(x, pointwise(x), Binary.Kind.ADD));
    }

    private Value pooled(Value x) {
        return builder.add(new Pool(x, random.nextInt(2) == 0 ? Pool.Kind.MAX : Pool.Kind.AVERAGE, List.of(3, 3), List.of(1, 1),
            List.of(1, 1), List.of(1, 1), false));
    }

    private Value joined(Value x) {
        Value both = builder.add(new Concat(List.of(unary(pointwise(x), Unary.Kind.RELU), x), 3));
        return convolution(both, weights(0.3f, 1, 1, 2 * CHANNELS, CHANNELS), 1);
    }

    private Value gated(Value x) {
        Value squeezed = unary(pointwise(builder.add(new GlobalPool(x, Pool.Kind.AVERAGE))), Unary.Kind.RELU);
        return builder.add(new Binary(x, unary(pointwise(squeezed), Unary.Kind.SIGMOID), Binary.Kind.MUL));
    }

    private Value hardSwish(Value x) {
        return unary(pointwise(x), Unary.Kind.HARD_SWISH);
    }
}
