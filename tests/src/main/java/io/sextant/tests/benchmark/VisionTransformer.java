package io.sextant.tests.benchmark;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Concat;
import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.LayerNorm;
import io.sextant.ir.op.MatMul;
import io.sextant.ir.op.Reduce;
import io.sextant.ir.op.Reshape;
import io.sextant.ir.op.Slice;
import io.sextant.ir.op.Softmax;
import io.sextant.ir.op.Transpose;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.TensorType;
import java.util.List;
import java.util.Optional;

/** ViT-Tiny with patches of 16 for images of 224 x 224 and 1000 classes (Touvron et al., 2021, table 1); weights are random. */
public final class VisionTransformer {
    private static final int PATCH = 16;
    private static final int TOKENS = 1 + (224 / PATCH) * (224 / PATCH);
    private static final int WIDTH = 192;
    private static final int HEADS = 3;
    private static final int BLOCKS = 12;
    private static final float EPSILON = 1e-6f;

    private final LayerStack network = new LayerStack("vit_tiny", LayerStack.Weights.BY_FAN_IN, 1, 224, 224, 3);
    private final boolean spelledOut;

    private VisionTransformer(boolean spelledOut) {
        this.spelledOut = spelledOut;
    }

    /** @param spelledOut true: layer normalisations as means, differences and products, for formats that have no such operator */
    public static Graph tiny(boolean spelledOut) {
        return new VisionTransformer(spelledOut).build();
    }

    private Graph build() {
        Value image = network.last();
        network.then(new Convolution(image, network.weights(PATCH, PATCH, 3, WIDTH),
            Optional.of(network.weights(WIDTH)), List.of(PATCH, PATCH), List.of(0, 0), List.of(0, 0), List.of(1, 1), 1));
        network.then(new Reshape(network.last(), List.of(1, TOKENS - 1, WIDTH)));
        Value classToken = network.constant(Tensor.random(TensorType.f32(1, 1, WIDTH), 1, 1));
        network.then(new Concat(List.of(classToken, network.last()), 1));
        network.add(network.constant(Tensor.random(TensorType.f32(1, TOKENS, WIDTH), 2, 1)));
        for (int block = 0; block < BLOCKS; block++) {
            Value before = network.last();
            normalise();
            attend();
            Value attended = network.add(before).last();
            normalise();
            network.dense(4 * WIDTH).activation(Unary.Kind.GELU).dense(WIDTH).add(attended);
        }
        normalise();
        network.then(new Slice(network.last(), List.of(0, 0, 0), List.of(1, 1, WIDTH), List.of(1, 1, 1)));
        return network.then(new Reshape(network.last(), List.of(1, WIDTH))).dense(1000).build("logits");
    }

    private void attend() {
        Value x = network.last();
        Value query = head(x, List.of(0, 2, 1, 3));
        Value key = head(x, List.of(0, 2, 3, 1));
        Value value = head(x, List.of(0, 2, 1, 3));
        network.from(query).then(new MatMul(query, key));
        network.then(new Binary(network.last(), scalar((float) (1 / Math.sqrt((double) WIDTH / HEADS))), Binary.Kind.MUL));
        network.then(new Softmax(network.last(), 3));
        network.then(new MatMul(network.last(), value));
        network.then(new Transpose(network.last(), List.of(0, 2, 1, 3)));
        network.then(new Reshape(network.last(), List.of(1, TOKENS, WIDTH))).dense(WIDTH);
    }

    private Value head(Value x, List<Integer> permutation) {
        network.from(x).dense(WIDTH).then(new Reshape(network.last(), List.of(1, TOKENS, HEADS, WIDTH / HEADS)));
        return network.then(new Transpose(network.last(), permutation)).last();
    }

    private void normalise() {
        Value x = network.last();
        Value scale = network.constant(Tensor.filled(TensorType.f32(WIDTH), 1.1f));
        Value shift = network.weights(WIDTH);
        if (!spelledOut) {
            network.then(new LayerNorm(x, scale, shift, EPSILON));
            return;
        }
        Value centred = network.then(new Binary(x, mean(x), Binary.Kind.SUB)).last();
        Value variance = mean(network.then(new Binary(centred, centred, Binary.Kind.MUL)).last());
        Value deviation = network.from(variance).add(scalar(EPSILON)).activation(Unary.Kind.SQRT).last();
        network.then(new Binary(centred, deviation, Binary.Kind.DIV));
        network.then(new Binary(network.last(), scale, Binary.Kind.MUL)).add(shift);
    }

    private Value mean(Value x) {
        return network.then(new Reduce(x, Reduce.Kind.MEAN, List.of(2), true)).last();
    }

    private Value scalar(float value) {
        return network.constant(Tensor.filled(TensorType.f32(1), value));
    }
}
