package io.sextant.tests.agreement;

import io.sextant.ir.op.Broadcast;
import io.sextant.ir.op.Concat;
import io.sextant.ir.op.Gather;
import io.sextant.ir.op.Pad;
import io.sextant.ir.op.Reshape;
import io.sextant.ir.op.Select;
import io.sextant.ir.op.Slice;
import io.sextant.ir.op.Transpose;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Operators that move integers. */
final class MovementCases {
    private MovementCases() {
    }

    static QuantisedCase pad(QuantisedDraw draw) {
        Value input = draw.input(draw.shape(draw.between(1, 4), 6));
        int rank = input.type().rank();
        List<Integer> before = draw.several(rank, 0, 3);
        List<Integer> after = draw.several(rank, 0, 3);
        if (draw.chance(0.5)) {
            float value = draw.chance(0.3) ? 0 : draw.scale(0.01, 10) * draw.oneOf(-1, 1);
            return draw.quantised(List.of(input), real -> new Pad(real.get(0), before, after, value));
        }
        return draw.done(new Pad(input, before, after, draw.chance(0.3) ? input.type().scheme().zeroPoint() : draw.between(-128, 127)));
    }

    static QuantisedCase concat(QuantisedDraw draw) {
        Value input = draw.input(draw.shape(draw.between(1, 4), 6));
        return draw.done(new Concat(List.of(input, draw.input(input.type()), input), draw.between(0, input.type().rank() - 1)));
    }

    static QuantisedCase reshape(QuantisedDraw draw) {
        Value input = draw.input(draw.shape(draw.between(1, 4), 6));
        List<Integer> dims = new ArrayList<>(input.type().shape().dims());
        Collections.shuffle(dims, new Random(draw.between(0, 99)));
        return draw.done(new Reshape(input, draw.chance(0.5) ? dims : List.of(input.type().elements())));
    }

    static QuantisedCase transpose(QuantisedDraw draw) {
        Value input = draw.input(draw.shape(draw.between(1, 5), 6));
        List<Integer> permutation = new ArrayList<>(IntStream.range(0, input.type().rank()).boxed().toList());
        Collections.shuffle(permutation, new Random(draw.between(0, 999)));
        return draw.done(new Transpose(input, permutation));
    }

    static QuantisedCase slice(QuantisedDraw draw, int mostStep) {
        Value input = draw.input(draw.shape(draw.between(1, 5), 6));
        List<Integer> starts = new ArrayList<>();
        List<Integer> ends = new ArrayList<>();
        for (int extent : input.type().shape().dims()) {
            int start = draw.between(0, extent - 1);
            starts.add(start);
            ends.add(draw.between(start + 1, extent));
        }
        return draw.done(new Slice(input, starts, ends, draw.several(starts.size(), 1, mostStep)));
    }

    static QuantisedCase gather(QuantisedDraw draw) {
        Value input = draw.input(draw.shape(draw.between(1, 4), 6));
        int axis = draw.between(0, input.type().rank() - 1);
        int extent = input.type().dim(axis);
        Shape shape = draw.shape(draw.between(1, 2), 4);
        int[] indices = IntStream.range(0, shape.elements()).map(i -> draw.between(-extent, extent - 1)).toArray();
        return draw.done(new Gather(input, draw.constant(Tensor.ofInts(new TensorType(DType.I32, shape), indices)), axis));
    }

    static QuantisedCase broadcast(QuantisedDraw draw) {
        Shape shape = draw.shape(draw.between(1, 4), 5);
        int from = draw.between(0, shape.rank() - 1);
        Shape narrow = new Shape(IntStream.range(from, shape.rank()).map(axis -> draw.chance(0.5) ? 1 : shape.dim(axis)).boxed().toList());
        return draw.done(new Broadcast(draw.input(narrow), shape.dims()));
    }

    static QuantisedCase select(QuantisedDraw draw) {
        Shape shape = draw.shape(draw.between(1, 4), 5);
        Value condition = draw.input(new TensorType(DType.BOOL, draw.chance(0.5) ? shape : shape.with(0, 1)));
        Value left = draw.input(shape);
        return draw.done(new Select(condition, left, draw.input(left.type())));
    }
}
