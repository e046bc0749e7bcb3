package io.sextant.search.space;

import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.op.BatchNorm;
import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.Dense;
import io.sextant.ir.op.LayerNorm;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Appends layers with fresh weights to a graph, over one or two spatial dimensions alike. Weights are He-uniform (He et al., 2015);
 * batch normalisation starts as the identity.
 */
final class Layers {
    private static final float EPSILON = 1e-5f;

    private final GraphBuilder graph;
    private final Weights weights;

    Layers(GraphBuilder graph, Weights weights) {
        this.graph = graph;
        this.weights = weights;
    }

    /** A convolution's kernel (odd), stride, output channels and padding. */
    record Filter(int kernel, int stride, int channels, Border padding) {
        static Filter pointwise(int channels) {
            return new Filter(1, 1, channels, Border.SAME);
        }

        Filter with(int others) {
            return new Filter(others, stride, channels, padding);
        }

        Filter withStride(int other) {
            return new Filter(kernel, other, channels, padding);
        }

        Filter with(Border other) {
            return new Filter(kernel, stride, channels, other);
        }

        Filter to(int others) {
            return new Filter(kernel, stride, others, padding);
        }
    }

    /** Convolution, batch normalisation, and an activation if there is one. */
    Value normalised(Value x, Filter filter, Optional<Unary.Kind> activation) {
        return normalised(x, filter, 1, activation);
    }

    /** {@link #normalised} by a convolution in groups. */
    Value normalised(Value x, Filter filter, int groups, Optional<Unary.Kind> activation) {
        Value y = batchNorm(convolution(x, filter, groups, Optional.empty()));
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

    /** Fully connected over the last dimension, with a bias. */
    Value dense(Value x, int units) {
        int channels = x.type().shape().last();
        return graph.add(new Dense(x, weights(channels, channels, units), Optional.of(filled(units, 0))));
    }

    /** Layer normalisation over the last dimension. */
    Value layerNorm(Value x) {
        int channels = x.type().shape().last();
        return graph.add(new LayerNorm(x, filled(channels, 1), filled(channels, 0), EPSILON));
    }

    private Value weights(int fanIn, int... dims) {
        return weights.uniform(TensorType.f32(dims), (float) Math.sqrt(6.0 / fanIn));
    }

    Value filled(int channels, float value) {
        return weights.filled(TensorType.f32(channels), value);
    }

    private Value convolution(Value x, Filter filter, int groups, Optional<Value> bias) {
        int spatial = x.type().rank() - 2;
        int taken = Math.max(1, x.type().shape().last() / groups);
        int[] dims = new int[spatial + 2];
        Arrays.fill(dims, 0, spatial, filter.kernel());
        dims[spatial] = taken;
        dims[spatial + 1] = filter.channels();
        int fanIn = new TensorType(DType.F32, Shape.of(dims)).elements() / filter.channels();
        List<Integer> pad = Collections.nCopies(spatial, filter.padding().padding(filter.kernel()));
        return graph.add(new Convolution(x, weights(fanIn, dims), bias, Collections.nCopies(spatial, filter.stride()), pad, pad,
            Collections.nCopies(spatial, 1), groups));
    }

    private Value batchNorm(Value x) {
        int channels = x.type().shape().last();
        return graph.add(new BatchNorm(x, filled(channels, 1), filled(channels, 0), filled(channels, 0), filled(channels, 1), EPSILON));
    }
}
