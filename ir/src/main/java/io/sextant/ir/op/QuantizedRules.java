package io.sextant.ir.op;

import io.sextant.ir.type.DType;
import io.sextant.ir.type.Quantisation;
import java.util.Optional;

/**
 * What TFLite's kernels demand of the quantisation of an operator's result, as data: who chooses scales asks before, who writes TFLite
 * checks after. Of operators that are not named the result may have any scale and zero point. From TFLite's 8-bit quantisation
 * specification and what its kernels check when they are prepared.
 */
public final class QuantizedRules {
    private static final int BYTE_SHIFT = 128;
    /** Results in [0, 1). */
    private static final float SHARE_OF_BYTE = 1f / 256;
    private static final float SHARE_OF_SHORT = 1f / 32768;
    /** Results in [-1, 1). */
    private static final float SIGNED_SHARE_OF_BYTE = 1f / 128;

    private static final float GREATEST_BOUND = 1 << 30;

    private QuantizedRules() {
    }

    /**
     * The one quantisation that the result of {@code real} has, for those that have one: softmax and sigmoid 1/256 with the least integer
     * as zero point (16 bits: 1/32768 and 0), tanh 1/128 with the middle as zero point (16 bits: 1/32768 and 0).
     *
     * @param dtype of the result: i8, u8 or i16
     */
    public static Optional<Quantisation> fixedResult(Op real, DType dtype) {
        boolean share = real instanceof Softmax || real instanceof Unary unary && unary.kind() == Unary.Kind.SIGMOID;
        boolean tanh = real instanceof Unary unary && unary.kind() == Unary.Kind.TANH;
        if (!share && !tanh) {
            return Optional.empty();
        }
        if (dtype == DType.I16) {
            return Optional.of(Quantisation.perTensor(SHARE_OF_SHORT, 0));
        }
        int least = (int) dtype.least();
        return Optional.of(share ? Quantisation.perTensor(SHARE_OF_BYTE, least)
            : Quantisation.perTensor(SIGNED_SHARE_OF_BYTE, least + BYTE_SHIFT));
    }

    /**
     * Whether operands and result of {@code real} have one quantisation: windowed pools, global maxima, joins, borders, resampling, the
     * greater or lesser of two, extremes along axes. They work on the integers as they are.
     */
    public static boolean keepsQuantisation(Op real) {
        return real instanceof Pool || real instanceof GlobalPool pool && pool.kind() == Pool.Kind.MAX || real instanceof Concat
            || real instanceof Pad || real instanceof Resize
            || real instanceof Binary binary && (binary.kind() == Binary.Kind.MAX || binary.kind() == Binary.Kind.MIN)
            || real instanceof Reduce reduce && (reduce.kind() == Reduce.Kind.MAX || reduce.kind() == Reduce.Kind.MIN);
    }

    /**
     * What the scale of the result of {@code real} has to be above, given the scale of its operand: a 128th of it for hard swish, whose
     * kernel has no shift to the left; for relu6 and clamps what makes of their bounds integers of 31 bits; 0 for all others.
     */
    public static float scaleAbove(Op real, float operand) {
        if (real instanceof Clamp clamp) {
            return Math.max(finite(clamp.low()), finite(clamp.high())) / GREATEST_BOUND;
        }
        if (!(real instanceof Unary unary)) {
            return 0;
        }
        return unary.kind() == Unary.Kind.HARD_SWISH ? operand * SIGNED_SHARE_OF_BYTE
            : unary.kind() == Unary.Kind.RELU6 ? 6 / GREATEST_BOUND : 0;
    }

    private static float finite(float bound) {
        return Float.isInfinite(bound) ? 0 : Math.abs(bound);
    }

    /** What of {@code op} TFLite would refuse or compute otherwise; empty if its result is quantised as TFLite demands. */
    public static Optional<String> violation(Quantized op) {
        Optional<Quantisation> fixed = fixedResult(op.real(), op.dtype());
        if (fixed.isPresent() && !fixed.get().equals(op.result())) {
            return Optional.of("its result has the quantisation " + fixed.get() + ", got " + op.result());
        }
        float least = scaleAbove(op.real(), op.inputs().get(0).type().scheme().scale(0));
        if (op.result().scale() <= least) {
            return Optional.of("its result has a scale above " + least + ", got " + op.result());
        }
        if (keepsQuantisation(op.real())) {
            return op.inputs().stream().filter(input -> !input.type().scheme().equals(op.result())).findFirst()
                .map(input -> "its result has the quantisation of its operands, got " + op.result() + " of " + input);
        }
        return Optional.empty();
    }
}
