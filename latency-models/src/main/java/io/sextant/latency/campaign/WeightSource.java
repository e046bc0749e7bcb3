package io.sextant.latency.campaign;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.graph.Node;
import io.sextant.ir.op.BatchNorm;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Quantisation;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Weights for kernels that are only timed: no two alike, so that no engine takes copies for one, and of a size that keeps activations
 * away from infinities and denormal numbers, which take longer. Filters are He-uniform (He et al., 2015), batch normalisations the
 * identity. A function of the order of the calls alone.
 */
final class WeightSource {
    private static final float SMALL = 0.1f;
    private static final int LARGEST = 63;

    private final GraphBuilder graph;
    private final SplittableRandom seeds = new SplittableRandom(1);

    WeightSource(GraphBuilder graph) {
        this.graph = graph;
    }

    /** A new filter whose last dimension counts its outputs. */
    Value filter(TensorType type) {
        if (type.isQuantised()) {
            return integers(type);
        }
        int fanIn = Math.max(1, type.elements() / type.shape().last());
        return graph.constant(Tensor.random(type, seeds.nextLong(), (float) Math.sqrt(6.0 / fanIn)));
    }

    /** New weights for each constant of a kernel's body. */
    Map<Value, Value> like(Graph body) {
        return body.constants().keySet().stream().collect(Collectors.toMap(constant -> constant, constant -> like(body, constant)));
    }

    private Value like(Graph body, Value constant) {
        TensorType type = constant.type();
        if (type.isQuantised()) {
            return integers(type);
        }
        if (type.dtype() != DType.F32) {
            return graph.constant(Tensor.zeros(type));
        }
        for (Node node : body.nodes()) {
            if (node.op() instanceof BatchNorm norm && List.of(norm.scale(), norm.variance()).contains(constant)) {
                return graph.constant(Tensor.filled(type, 1));
            }
        }
        return type.rank() > 1 ? filter(type) : graph.constant(Tensor.random(type, seeds.nextLong(), SMALL));
    }

    /** Weights of at most 7 bits, or biases of as many: the time of products of integers does not depend on them. */
    private Value integers(TensorType type) {
        int bound = (int) Math.min(LARGEST, type.dtype().greatest());
        int[] drawn = new SplittableRandom(seeds.nextLong()).ints(type.elements(), -bound, bound + 1).toArray();
        return graph.constant(Tensor.ofInts(type, type.dtype() == DType.U8 ? Arrays.stream(drawn).map(Math::abs).toArray() : drawn));
    }

    /** The type of weights for an input of {@code type}: f32, or i8 of one scale for a quantised one. */
    private static TensorType weights(TensorType type, Shape shape) {
        return type.isQuantised() ? new TensorType(DType.I8, shape).quantised(Quantisation.perTensor(1, 0)) : new TensorType(DType.F32, shape);
    }

    /** The type of a filter of extent 1 for each channel of {@code input}. */
    static TensorType channelFilter(TensorType input) {
        int[] dims = IntStream.range(0, input.rank()).map(axis -> axis == input.rank() - 1 ? input.dim(axis) : 1).toArray();
        return weights(input, Shape.of(dims));
    }

    /** The type of a filter of extent 1 from all channels of {@code input} to {@code outputs}. */
    static TensorType pointwiseFilter(TensorType input, int outputs) {
        int[] dims = new int[input.rank()];
        Arrays.fill(dims, 1);
        dims[input.rank() - 2] = input.shape().last();
        dims[input.rank() - 1] = outputs;
        return weights(input, Shape.of(dims));
    }

    static List<Integer> perSpatialDimension(TensorType type, int value) {
        return Collections.nCopies(type.rank() - 2, value);
    }
}
