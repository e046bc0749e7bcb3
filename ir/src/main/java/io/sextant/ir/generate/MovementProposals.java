package io.sextant.ir.generate;

import io.sextant.ir.op.ArgReduce;
import io.sextant.ir.op.Broadcast;
import io.sextant.ir.op.Concat;
import io.sextant.ir.op.Gather;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Pad;
import io.sextant.ir.op.Reshape;
import io.sextant.ir.op.Slice;
import io.sextant.ir.op.Transpose;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.IllTyped;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import io.sextant.ir.type.TypeClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Operators that move elements. */
final class MovementProposals {
    private final Draw draw;

    MovementProposals(Draw draw) {
        this.draw = draw;
    }

    void addTo(Map<String, Proposal> proposals) {
        proposals.put("concat", this::concat);
        proposals.put("pad", this::pad);
        proposals.put("reshape", this::reshape);
        proposals.put("transpose", input -> new Transpose(input, draw.shuffled(draw.each(input.type().rank(), axis -> axis))));
        proposals.put("slice", this::slice);
        proposals.put("gather", this::gather);
        proposals.put("broadcast", this::broadcast);
    }

    private Op concat(Value first) {
        int rank = first.type().rank();
        IllTyped.unless(rank > 0, "proposal", "%s has no axis", first);
        int axis = draw.below(rank);
        List<Value> inputs = new ArrayList<>(List.of(first));
        for (int more = draw.below(3); more > 0; more--) {
            List<Integer> dims = draw.each(rank, i -> i == axis ? draw.between(1, 3) : first.type().dim(i));
            inputs.add(draw.oneIn(3) ? first : draw.operand(first.type().dtype(), dims));
        }
        return new Concat(draw.shuffled(inputs), axis);
    }

    private Op pad(Value input) {
        int rank = input.type().rank();
        return new Pad(input, draw.each(rank, axis -> draw.below(2)), draw.each(rank, axis -> draw.below(3)),
            input.type().dtype().isFloating() ? input.type().dtype().round(draw.decimal()) : draw.below(2));
    }

    /** Extents in another order, two of them joined, one split, or an extent of 1 put in. */
    private Op reshape(Value input) {
        List<Integer> dims = new ArrayList<>(draw.shuffled(input.type().shape().dims()));
        if (dims.size() > 1 && draw.oneIn(3)) {
            dims.set(0, dims.get(0) * dims.remove(1));
        }
        if (!dims.isEmpty() && draw.oneIn(3)) {
            int split = draw.below(dims.size());
            int extent = dims.get(split);
            List<Integer> divisors = IntStream.rangeClosed(1, extent).filter(divisor -> extent % divisor == 0).boxed().toList();
            int divisor = draw.pick(divisors);
            dims.set(split, divisor);
            dims.add(split, extent / divisor);
        }
        if (draw.oneIn(4)) {
            dims.add(draw.below(dims.size() + 1), 1);
        }
        return new Reshape(input, dims);
    }

    private Op slice(Value input) {
        List<Integer> dims = input.type().shape().dims();
        List<Integer> starts = draw.each(dims.size(), axis -> draw.oneIn(2) ? 0 : draw.below(dims.get(axis)));
        List<Integer> ends = draw.each(dims.size(),
            axis -> draw.oneIn(2) ? dims.get(axis) : starts.get(axis) + 1 + draw.below(dims.get(axis) - starts.get(axis)));
        return new Slice(input, starts, ends, draw.each(dims.size(), axis -> draw.oneIn(3) ? 2 : 1));
    }

    /** By constants from the end too, or by a value whose elements are positions. */
    private Op gather(Value input) {
        int rank = input.type().rank();
        IllTyped.unless(rank > 0, "proposal", "%s has no axis", input);
        int axis = draw.below(rank);
        int extent = input.type().dim(axis);
        Optional<Value> present = draw.oneIn(2) ? draw.value(value -> arePositions(value, extent)) : Optional.empty();
        return new Gather(input, present.orElseGet(() -> {
            TensorType type = new TensorType(draw.oneIn(2) ? DType.I64 : DType.I32,
                new Shape(draw.each(draw.below(3), i -> draw.between(1, 4))));
            return draw.constant(draw.elements().between(type, -extent, extent));
        }), axis);
    }

    /** A position however the operators before it round: of what is computed, only the place of an extreme along an axis no longer. */
    private boolean arePositions(Value value, int extent) {
        Optional<Op> producer = draw.producer(value);
        if (producer.isPresent()) {
            return producer.get() instanceof ArgReduce place && place.input().type().dim(place.axis()) <= extent;
        }
        Tensor tensor = draw.tensor(value);
        return TypeClass.INDEX.contains(value.type().dtype()) && IntStream.range(0, value.type().elements())
            .mapToDouble(i -> Numbers.element(tensor, i)).allMatch(position -> position >= -extent && position < extent);
    }

    private Op broadcast(Value input) {
        List<Integer> dims = draw.each(draw.below(2), i -> draw.between(1, 3));
        List<Integer> shape = new ArrayList<>(dims);
        input.type().shape().dims().forEach(extent -> shape.add(extent == 1 && draw.oneIn(2) ? draw.between(1, 4) : extent));
        return new Broadcast(input, shape);
    }
}
