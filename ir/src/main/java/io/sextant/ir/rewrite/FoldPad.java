package io.sextant.ir.rewrite;

import io.sextant.ir.graph.Node;
import io.sextant.ir.op.Clamp;
import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.Pad;
import io.sextant.ir.op.Pool;
import io.sextant.ir.op.Unary;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * {@code convolution(pad(x)) -> convolution(x)} with more padding, for zeros around the spatial dimensions; likewise
 * {@code pool(pad(x)) -> pool(x)}, where the maximum needs a border that no element is below, such as zeros behind a relu, and
 * the average one of zeros, which it then counts. The padding of a pool stays smaller than its kernel.
 */
public final class FoldPad implements Rule {
    private static final Set<Unary.Kind> NEVER_NEGATIVE = EnumSet.of(Unary.Kind.RELU, Unary.Kind.RELU6, Unary.Kind.SIGMOID,
        Unary.Kind.HARD_SIGMOID, Unary.Kind.ABS, Unary.Kind.EXP);

    @Override
    public Optional<Replacement> at(Node node, Draft draft) {
        if (node.op() instanceof Convolution convolution) {
            return draft.definition(convolution.input(), Pad.class).filter(pad -> pad.value() == 0 && isSpatial(pad)
                    && fits(convolution.padBefore(), pad.before()) && fits(convolution.padAfter(), pad.after()))
                .flatMap(pad -> draft.fill().by(new Convolution(pad.input(), convolution.filter(), convolution.bias(),
                    convolution.strides(), sum(convolution.padBefore(), pad.before()), sum(convolution.padAfter(), pad.after()),
                    convolution.dilations(), convolution.groups())));
        }
        if (node.op() instanceof Pool pool) {
            return draft.definition(pool.input(), Pad.class).filter(pad -> isSpatial(pad) && fits(pool, pad, draft))
                .flatMap(pad -> draft.fill().by(new Pool(pad.input(), pool.kind(), pool.kernel(), pool.strides(),
                    sum(pool.padBefore(), pad.before()), sum(pool.padAfter(), pad.after()), pool.kind() == Pool.Kind.AVERAGE)));
        }
        return Optional.empty();
    }

    private static boolean isSpatial(Pad pad) {
        int last = pad.before().size() - 1;
        return pad.before().get(0) + pad.after().get(0) + pad.before().get(last) + pad.after().get(last) == 0;
    }

    private static boolean fits(Pool pool, Pad pad, Draft draft) {
        boolean unpadded = IntStream.range(0, pool.kernel().size()).allMatch(i -> pool.padBefore().get(i) + pool.padAfter().get(i) == 0);
        boolean sameBorder = pool.kind() == Pool.Kind.MAX ? isLeast(pad, draft)
            : pad.value() == 0 && (unpadded || pool.countPadding());
        List<Integer> before = sum(pool.padBefore(), pad.before());
        List<Integer> after = sum(pool.padAfter(), pad.after());
        return sameBorder && fits(pool.padBefore(), pad.before()) && fits(pool.padAfter(), pad.after()) && IntStream.range(0, before.size())
            .allMatch(i -> before.get(i) < pool.kernel().get(i) && after.get(i) < pool.kernel().get(i));
    }

    /** Whether no element beside the border is below it, so that it decides no maximum: every window has such an element. */
    private static boolean isLeast(Pad pad, Draft draft) {
        return pad.value() == Float.NEGATIVE_INFINITY
            || pad.value() <= 0 && draft.definition(pad.input(), Unary.class).filter(op -> NEVER_NEGATIVE.contains(op.kind())).isPresent()
            || draft.definition(pad.input(), Clamp.class).filter(op -> pad.value() <= op.low()).isPresent();
    }

    private static boolean fits(List<Integer> amounts, List<Integer> padded) {
        return IntStream.range(0, amounts.size()).allMatch(i -> (long) amounts.get(i) + padded.get(i + 1) <= Integer.MAX_VALUE);
    }

    /** Amounts per spatial dimension; {@code padded} has one for each dimension. */
    private static List<Integer> sum(List<Integer> amounts, List<Integer> padded) {
        return IntStream.range(0, amounts.size()).mapToObj(i -> amounts.get(i) + padded.get(i + 1)).toList();
    }
}
