package io.sextant.ir.generate;

import io.sextant.ir.op.BatchNorm;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.Dense;
import io.sextant.ir.op.GlobalPool;
import io.sextant.ir.op.MatMul;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Pad;
import io.sextant.ir.op.Pool;
import io.sextant.ir.op.Softmax;
import io.sextant.ir.op.Transpose;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.IllTyped;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Chains of operators that networks are made of and rewrites look for, which chance alone would hardly draw: each a list of steps, of
 * which every one takes the values so far, those of the motif first.
 */
final class Motifs {
    /** Draws the next operator from what the motif is on and the results of its operators so far. */
    interface Step extends Function<List<Value>, Op> {
    }

    private final Draw draw;

    Motifs(Draw draw) {
        this.draw = draw;
    }

    /** A motif whose first value will be a floating one. */
    List<Step> any() {
        if (draw.oneIn(3)) {
            return draw.pick(new SpelledOut(draw).all());
        }
        if (draw.oneIn(8)) {
            LinearMotifs linear = new LinearMotifs(draw);
            return draw.oneIn(3) ? linear.moved() : linear.operator();
        }
        return draw.pick(List.<List<Step>>of(normalised(), gated(), hardSigmoid(), parallel(true), parallel(false), padded(), scaled(),
            squeezeExcite(), attention(), neutral(), batchOfMatrices(), twice()));
    }

    private List<Step> normalised() {
        return List.of(made -> convolution(made.get(0), 1, false), made -> batchNorm(made.get(1)),
            made -> new Unary(made.get(2), draw.pick(List.of(Unary.Kind.RELU, Unary.Kind.RELU6, Unary.Kind.HARD_SWISH))));
    }

    /** x sigmoid(x), or with another function. */
    private List<Step> gated() {
        Unary.Kind kind = draw.pick(List.of(Unary.Kind.SIGMOID, Unary.Kind.SIGMOID, Unary.Kind.HARD_SIGMOID, Unary.Kind.TANH));
        return List.of(made -> new Unary(made.get(0), kind), made -> times(made.get(0), made.get(1)));
    }

    /** relu6(x + 3) / 6, at times times x. */
    private List<Step> hardSigmoid() {
        List<Step> steps = new ArrayList<>(List.of(made -> new Binary(made.get(0), scalar(made.get(0), 3), Binary.Kind.ADD),
            made -> new Unary(made.get(1), Unary.Kind.RELU6)));
        if (draw.oneIn(3)) {
            steps.add(made -> times(made.get(0), made.get(2)));
            steps.add(made -> new Binary(made.get(3), scalar(made.get(0), 6), Binary.Kind.DIV));
        } else {
            steps.add(draw.oneIn(2) ? made -> new Binary(made.get(2), scalar(made.get(0), 6), Binary.Kind.DIV)
                : made -> times(made.get(2), scalar(made.get(0), 1 / 6f)));
            steps.add(made -> times(made.get(0), made.get(3)));
        }
        return steps;
    }

    /** A sum of convolutions, of a convolution and a scaled input, or of a convolution and its own input. */
    private List<Step> parallel(boolean twoConvolutions) {
        int groups = draw.pick(List.of(0, 1));
        return List.of(made -> convolution(made.get(0), groups, true),
            made -> twoConvolutions ? convolution(made.get(0), groups, true) : batchNorm(made.get(0)),
            made -> new Binary(made.get(1), draw.oneIn(4) ? made.get(0) : made.get(2), Binary.Kind.ADD));
    }

    /** A border of its own before a convolution or pool. */
    private List<Step> padded() {
        return List.of(made -> {
            spatial(made.get(0));
            int rank = made.get(0).type().rank();
            List<Integer> amounts = draw.each(rank, axis -> axis == 0 || axis == rank - 1 ? 0 : draw.below(2));
            return new Pad(made.get(0), amounts, draw.shuffled(List.of(amounts, amounts)).get(0),
                draw.pick(List.of(0f, 0f, 1f, Float.NEGATIVE_INFINITY)));
        }, made -> draw.oneIn(2) ? convolution(made.get(1), 1, false) : pool(made.get(1)));
    }

    /** A factor or summand per channel before or after a convolution or dense layer. */
    private List<Step> scaled() {
        Step scale = made -> new Binary(made.get(made.size() - 1), perChannel(made.get(made.size() - 1)),
            draw.pick(List.of(Binary.Kind.ADD, Binary.Kind.SUB, Binary.Kind.MUL)));
        Step layer = made -> draw.oneIn(2) ? convolution(made.get(made.size() - 1), 1, draw.oneIn(2)) : dense(made.get(made.size() - 1));
        return draw.pick(List.of(List.of(scale, layer), List.of(layer, scale)));
    }

    private List<Step> squeezeExcite() {
        return List.of(made -> new GlobalPool(made.get(0), Pool.Kind.AVERAGE), made -> pointwise(made.get(1), 2),
            made -> new Unary(made.get(2), Unary.Kind.RELU), made -> pointwise(made.get(3), made.get(0).type().shape().last()),
            made -> new Unary(made.get(4), draw.pick(List.of(Unary.Kind.SIGMOID, Unary.Kind.HARD_SIGMOID))),
            made -> times(made.get(0), made.get(5)));
    }

    /** softmax(q k' c) v of one input, without projections where it has none. */
    private List<Step> attention() {
        return List.of(made -> dense(made.get(0), made.get(0).type().shape().last()),
            made -> new Transpose(made.get(0), swapped(made.get(0).type().rank())), made -> new MatMul(made.get(1), made.get(2)),
            made -> times(made.get(3), scalar(made.get(3), 0.5f)), made -> new Softmax(made.get(4), made.get(4).type().rank() - 1),
            made -> new MatMul(made.get(5), made.get(0)));
    }

    private static List<Integer> swapped(int rank) {
        IllTyped.unless(rank >= 2, "motif", "rank %d is no matrix", rank);
        List<Integer> permutation = new ArrayList<>(IntStream.range(0, rank).boxed().toList());
        Collections.swap(permutation, rank - 1, rank - 2);
        return permutation;
    }

    /** Plus zero, times one and the like. */
    private List<Step> neutral() {
        return List.of(made -> {
            Binary.Kind kind = draw.pick(List.of(Binary.Kind.ADD, Binary.Kind.SUB, Binary.Kind.MUL, Binary.Kind.DIV));
            float neutral = kind == Binary.Kind.ADD || kind == Binary.Kind.SUB ? 0 : 1;
            Value constant = draw.constant(Tensor.filled(new TensorType(made.get(0).type().dtype(),
                new Shape(draw.broadcastable(made.get(0).type()))), neutral));
            return draw.oneIn(3) ? new Binary(constant, made.get(0), kind) : new Binary(made.get(0), constant, kind);
        });
    }

    /** A matrix product with one and the same constant for all of the batch. */
    private List<Step> batchOfMatrices() {
        return List.of(made -> {
            TensorType left = made.get(0).type();
            IllTyped.unless(left.rank() >= 2, "motif", "%s is no matrix", left);
            List<Integer> dims = new ArrayList<>(left.shape().dims().subList(0, left.rank() - 2));
            dims.addAll(List.of(left.shape().last(), draw.between(1, 4)));
            TensorType right = new TensorType(left.dtype(), new Shape(dims));
            return new MatMul(made.get(0), draw.constant(draw.elements().any(right)));
        }, made -> new Binary(made.get(1), perChannel(made.get(1)), Binary.Kind.ADD));
    }

    /** The same function twice on the same value, and their sum. */
    private List<Step> twice() {
        Unary.Kind kind = draw.pick(List.of(Unary.Kind.RELU, Unary.Kind.RELU6, Unary.Kind.TANH));
        return List.of(made -> new Unary(made.get(0), kind), made -> new Unary(made.get(draw.oneIn(2) ? 0 : 1), kind),
            made -> new Binary(made.get(1), made.get(2), Binary.Kind.ADD));
    }

    private Op convolution(Value input, int groups, boolean keepsShape) {
        int spatial = spatial(input);
        int channels = input.type().shape().last();
        int divided = groups == 0 ? channels : groups;
        int half = draw.below(2);
        List<Integer> filter = new ArrayList<>(draw.each(spatial, axis -> 2 * half + 1));
        filter.addAll(List.of(channels / divided, keepsShape ? channels : divided * draw.between(1, 3)));
        List<Integer> pads = draw.each(spatial, axis -> half);
        TensorType weights = new TensorType(input.type().dtype(), new Shape(filter));
        Optional<Value> bias = draw.oneIn(2) ? Optional.of(constant(input, filter.get(filter.size() - 1))) : Optional.empty();
        return new Convolution(input, draw.constant(draw.elements().any(weights)), bias, draw.each(spatial, axis -> 1), pads, pads,
            draw.each(spatial, axis -> 1), divided);
    }

    private Op pointwise(Value input, int channels) {
        int spatial = spatial(input);
        List<Integer> filter = new ArrayList<>(draw.each(spatial, axis -> 1));
        filter.addAll(List.of(input.type().shape().last(), channels));
        List<Integer> zeros = draw.each(spatial, axis -> 0);
        TensorType weights = new TensorType(input.type().dtype(), new Shape(filter));
        return new Convolution(input, draw.constant(draw.elements().any(weights)), Optional.of(constant(input, channels)),
            draw.each(spatial, axis -> 1), zeros, zeros, draw.each(spatial, axis -> 1), 1);
    }

    private Op pool(Value input) {
        List<Integer> zeros = draw.each(spatial(input), axis -> 0);
        List<Integer> kernel = draw.each(zeros.size(), axis -> 2);
        Pool.Kind kind = draw.pick(Pool.Kind.values());
        return new Pool(input, kind, kernel, draw.each(zeros.size(), axis -> 1), zeros, zeros, kind == Pool.Kind.AVERAGE && draw.oneIn(2));
    }

    private Op dense(Value input) {
        return dense(input, draw.between(1, 4));
    }

    private Op dense(Value input, int columns) {
        IllTyped.unless(input.type().rank() >= 2, "motif", "%s is no matrix", input);
        TensorType weights = new TensorType(input.type().dtype(), Shape.of(input.type().shape().last(), columns));
        return new Dense(input, draw.constant(draw.elements().any(weights)), Optional.empty());
    }

    private Op batchNorm(Value input) {
        int channels = input.type().rank() == 0 ? 1 : input.type().shape().last();
        TensorType type = new TensorType(input.type().dtype(), Shape.of(channels));
        return new BatchNorm(input, constant(input, channels), constant(input, channels), constant(input, channels),
            draw.constant(draw.elements().positive(type)), 1e-3f);
    }

    private static Op times(Value left, Value right) {
        return new Binary(left, right, Binary.Kind.MUL);
    }

    private Value perChannel(Value value) {
        return value.type().rank() == 0 ? scalar(value, 2) : constant(value, value.type().shape().last());
    }

    private Value constant(Value like, int channels) {
        return draw.constant(draw.elements().any(new TensorType(like.type().dtype(), Shape.of(channels))));
    }

    private Value scalar(Value like, float value) {
        return draw.constant(Tensor.filled(new TensorType(like.type().dtype(), Shape.of()), value));
    }

    private static int spatial(Value input) {
        IllTyped.unless(input.type().rank() == 3 || input.type().rank() == 4, "motif", "%s is not spatial", input);
        return input.type().rank() - 2;
    }
}
