package io.sextant.search.space;

import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.op.BatchNorm;
import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Appends layers with fresh weights to a graph, over one or two spatial dimensions alike. Weights are He-uniform (He et al., 2015),
 * drawn in the order of the layers; batch normalisation starts as the identity.
 */
final class Layers {
    private static final float EPSILON = 1e-5f;

    private final GraphBuilder graph;
    private final SplittableRandom seeds;

    Layers(GraphBuilder graph, long weightSeed) {
        this.graph = graph;
        this.seeds = new SplittableRandom(weightSeed);
    }

    /** A convolution's kernel (odd), stride and output channels. */
    record Filter(int kernel, int stride, int channels) {
        static Filter pointwise(int channels) {
            return new Filter(1, 1, channels);
        }

        Filter to(int others) {
            return new Filter(kernel, stride, others);
        }
    }

    /** Convolution, batch normalisation, and an activation if there is one. Padding keeps the extent at stride 1. */
    Value normalised(Value x, Filter filter, Optional<Unary.Kind> activation) {
        Value y = batchNorm(convolution(x, filter, 1, Optional.empty()));
        return activation.map(kind -> graph.add(new Unary(y, kind))).orElse(y);
    }

    /** {@link #normalised} with a filter for each channel; the filter's own channels do not count. */
    Value depthwise(Value x, Filter filter, Unary.Kind activation) {
        int channels = x.type().shape().last();
        return graph.add(new Unary(batchNorm(convolution(x, filter.to(channels), channels, Optional.empty())), activation));
    }

    /** Pointwise convolution with a bias. */
    Value biased(Value x, int channels) {
        return convolution(x, Filter.pointwise(channels), 1, Optional.of(filled(channels, 0)));
    }

    Value weights(int fanIn, int... dims) {
        return graph.constant(Tensor.random(TensorType.f32(dims), seeds.nextLong(), (float) Math.sqrt(6.0 / fanIn)));
    }

    Value filled(int channels, float value) {
        return graph.constant(Tensor.filled(TensorType.f32(channels), value));
    }

    private Value convolution(Value x, Filter filter, int groups, Optional<Value> bias) {
        int spatial = x.type().rank() - 2;
        int taken = x.type().shape().last() / groups;
        int[] dims = new int[spatial + 2];
        Arrays.fill(dims, 0, spatial, filter.kernel());
        dims[spatial] = taken;
        dims[spatial + 1] = filter.channels();
        int fanIn = new TensorType(DType.F32, Shape.of(dims)).elements() / filter.channels();
        List<Integer> pad = Collections.nCopies(spatial, filter.kernel() / 2);
        return graph.add(new Convolution(x, weights(fanIn, dims), bias, Collections.nCopies(spatial, filter.stride()), pad, pad,
            Collections.nCopies(spatial, 1), groups));
    }

    private Value batchNorm(Value x) {
        int channels = x.type().shape().last();
        return graph.add(new BatchNorm(x, filled(channels, 1), filled(channels, 0), filled(channels, 0), filled(channels, 1), EPSILON));
    }
}
