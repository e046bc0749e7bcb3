package io.sextant.training;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.Dense;
import io.sextant.ir.op.Reshape;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.TensorType;
import io.sextant.training.data.Mnist1d;
import java.util.List;
import java.util.Optional;

/** The networks that Greydanus and Kobak report on MNIST-1D, untrained; each takes (1, 40, 1) and gives (1, 10). */
public final class ReferenceModels {
    private static final int HIDDEN = 100;
    private static final int CHANNELS = 25;

    private ReferenceModels() {
    }

    /** One dense layer; published 32 %. */
    public static Graph logisticRegression() {
        GraphBuilder builder = new GraphBuilder("logistic");
        Value signal = flat(builder, input(builder));
        return builder.output("logits", dense(builder, signal, Mnist1d.CLASSES)).build();
    }

    /** Two hidden layers of 100, the second one residual; published 68 %. */
    public static Graph multilayerPerceptron() {
        GraphBuilder builder = new GraphBuilder("mlp");
        Value first = relu(builder, dense(builder, flat(builder, input(builder)), HIDDEN));
        Value second = relu(builder, dense(builder, first, HIDDEN));
        Value sum = builder.add(new Binary(first, second, Binary.Kind.ADD));
        return builder.output("logits", dense(builder, sum, Mnist1d.CLASSES)).build();
    }

    /** Three strided convolutions of 25 channels and a dense layer; published 94 %. */
    public static Graph convolutional() {
        GraphBuilder builder = new GraphBuilder("cnn");
        Value first = relu(builder, halved(builder, input(builder), 5));
        Value second = relu(builder, halved(builder, first, 3));
        Value third = relu(builder, halved(builder, second, 3));
        return builder.output("logits", dense(builder, flat(builder, third), Mnist1d.CLASSES)).build();
    }

    private static Value input(GraphBuilder builder) {
        return builder.input("signal", TensorType.f32(1, Mnist1d.LENGTH, 1));
    }

    private static Value flat(GraphBuilder builder, Value value) {
        return builder.add(new Reshape(value, List.of(1, value.type().elements())));
    }

    private static Value relu(GraphBuilder builder, Value value) {
        return builder.add(new Unary(value, Unary.Kind.RELU));
    }

    private static Value dense(GraphBuilder builder, Value input, int outputs) {
        Value weights = zeros(builder, input.type().shape().last(), outputs);
        return builder.add(new Dense(input, weights, Optional.of(zeros(builder, outputs))));
    }

    private static Value halved(GraphBuilder builder, Value input, int kernel) {
        Value filter = zeros(builder, kernel, input.type().shape().last(), CHANNELS);
        return builder.add(new Convolution(input, filter, Optional.of(zeros(builder, CHANNELS)), List.of(2), List.of(1), List.of(1),
            List.of(1), 1));
    }

    private static Value zeros(GraphBuilder builder, int... dims) {
        return builder.constant(Tensor.filled(TensorType.f32(dims), 0));
    }
}
