package io.sextant.tests.agreement;

import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.Dense;
import io.sextant.ir.op.MatMul;
import io.sextant.ir.op.Value;
import io.sextant.ir.type.Quantisation;
import io.sextant.ir.type.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Convolutions, dense layers and matrix products. */
final class ProductCases {
    private ProductCases() {
    }

    static QuantisedCase convolution(QuantisedDraw draw, int spatialRank) {
        return convolution(draw, spatialRank, 1, draw.channels(1, 20), draw.channels(1, 20));
    }

    static QuantisedCase grouped(QuantisedDraw draw) {
        int groups = draw.between(2, 4);
        return convolution(draw, 2, groups, groups * draw.between(2, 4), groups * draw.between(1, 4));
    }

    static QuantisedCase depthwise(QuantisedDraw draw, int spatialRank, int mostMultiplier) {
        int channels = draw.channels(2, 24);
        return convolution(draw, spatialRank, channels, channels, channels * draw.between(1, mostMultiplier));
    }

    private static QuantisedCase convolution(QuantisedDraw draw, int spatialRank, int groups, int channels, int filters) {
        Value input = draw.input(draw.image(spatialRank, 9, channels));
        List<Integer> kernel = draw.several(spatialRank, 1, draw.oneOf(1, 3, 5));
        List<Integer> dims = new ArrayList<>(kernel);
        dims.addAll(List.of(channels / groups, filters));
        Value weights = draw.weights(new Shape(dims));
        Windows windows = Windows.draw(draw, input.type().shape(), kernel, true);
        List<Value> operands = new ArrayList<>(List.of(input, weights));
        if (draw.chance(0.8)) {
            operands.add(draw.bias(input, weights));
        }
        return draw.quantised(operands, real -> new Convolution(real.get(0), real.get(1), real.size() > 2 ? Optional.of(real.get(2))
            : Optional.empty(), windows.strides(), windows.before(), windows.after(), windows.dilations(), groups));
    }

    static QuantisedCase dense(QuantisedDraw draw, int rank) {
        int inner = draw.chance(0.1) ? draw.between(200, 1000) : draw.between(1, 70);
        List<Integer> dims = new ArrayList<>(draw.several(rank - 1, 1, 5));
        dims.add(inner);
        Value input = draw.input(new Shape(dims));
        Value weights = draw.weights(Shape.of(inner, draw.channels(1, 20)));
        List<Value> operands = new ArrayList<>(List.of(input, weights));
        if (draw.chance(0.8)) {
            operands.add(draw.bias(input, weights));
        }
        return draw.quantised(operands, real -> new Dense(real.get(0), real.get(1), real.size() > 2 ? Optional.of(real.get(2))
            : Optional.empty()));
    }

    static QuantisedCase matMul(QuantisedDraw draw) {
        int inner = draw.between(1, 40);
        List<Integer> batch = draw.several(draw.between(0, 2), 1, 3);
        List<Integer> left = new ArrayList<>(batch);
        left.addAll(List.of(draw.between(1, 9), inner));
        List<Integer> right = new ArrayList<>(batch);
        right.addAll(List.of(inner, draw.between(1, 9)));
        Value first = draw.input(new Shape(left));
        Value second = draw.chance(0.5) ? draw.input(new Shape(right))
            : draw.weights(new Shape(right), Quantisation.perTensor(draw.scale(1e-3, 0.1), 0));
        return draw.quantised(List.of(first, second), real -> new MatMul(real.get(0), real.get(1)));
    }
}
