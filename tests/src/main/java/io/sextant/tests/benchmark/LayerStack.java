package io.sextant.tests.benchmark;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.Dense;
import io.sextant.ir.op.GlobalPool;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Pool;
import io.sextant.ir.op.Reshape;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.TensorType;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** A network under construction: each layer follows the one before, batch normalisations are folded, weights are random. */
final class LayerStack {
    /** How large weights are. */
    enum Weights {
        /** Uniform below a tenth. */
        TENTH,
        /** Uniform with a variance of 2 / fan-in, which keeps activations at their size through many layers (He et al., 2015). */
        BY_FAN_IN
    }

    private final GraphBuilder graph;
    private final Weights scale;
    private Value last;
    private long seed = 1;

    LayerStack(String name, Weights scale, int... input) {
        this.graph = new GraphBuilder(name);
        this.scale = scale;
        this.last = graph.input("input", TensorType.f32(input));
    }

    /** What the last layer made. */
    Value last() {
        return last;
    }

    /** Extent of the last axis of {@link #last}. */
    int channels() {
        return last.type().shape().last();
    }

    /** Goes on from an earlier value. */
    LayerStack from(Value earlier) {
        last = earlier;
        return this;
    }

    LayerStack then(Op op) {
        last = graph.add(op);
        return this;
    }

    LayerStack convolution(int kernel, int channels, int stride) {
        return convolution(kernel, channels, stride, 1);
    }

    LayerStack depthwise(int kernel, int stride) {
        return convolution(kernel, channels(), stride, channels());
    }

    /** In as many spatial dimensions as the input has. */
    private LayerStack convolution(int kernel, int channels, int stride, int groups) {
        int spatial = last.type().rank() - 2;
        int[] filter = new int[spatial + 2];
        Arrays.fill(filter, kernel);
        filter[spatial] = channels() / groups;
        filter[spatial + 1] = channels;
        List<Integer> pads = Collections.nCopies(spatial, kernel / 2);
        return then(new Convolution(last, weights(filter), Optional.of(weights(channels)), Collections.nCopies(spatial, stride), pads, pads,
            Collections.nCopies(spatial, 1), groups));
    }

    LayerStack activation(Unary.Kind kind) {
        return then(new Unary(last, kind));
    }

    LayerStack dense(int units) {
        return then(new Dense(last, weights(channels(), units), Optional.of(weights(units))));
    }

    LayerStack add(Value other) {
        return then(new Binary(last, other, Binary.Kind.ADD));
    }

    /** Scales channels by what a small network makes of their means (Hu et al., 2018). */
    LayerStack squeezeExcite(int reduced, Unary.Kind activation, Unary.Kind gate) {
        Value x = last;
        int channels = channels();
        then(new GlobalPool(x, Pool.Kind.AVERAGE)).convolution(1, reduced, 1).activation(activation).convolution(1, channels, 1)
            .activation(gate);
        return then(new Binary(x, last, Binary.Kind.MUL));
    }

    Graph classifier(int classes) {
        then(new GlobalPool(last, Pool.Kind.AVERAGE));
        return then(new Reshape(last, List.of(1, channels()))).dense(classes).build("logits");
    }

    Graph build(String output) {
        return graph.output(output, last).build();
    }

    Value weights(int... dims) {
        int fanIn = 1;
        for (int i = 0; i < dims.length - 1; i++) {
            fanIn *= dims[i];
        }
        float bound = scale == Weights.TENTH || dims.length == 1 ? 0.1f : (float) Math.sqrt(6.0 / fanIn);
        return constant(Tensor.random(TensorType.f32(dims), seed++, bound));
    }

    Value constant(Tensor tensor) {
        return graph.constant(tensor);
    }
}
