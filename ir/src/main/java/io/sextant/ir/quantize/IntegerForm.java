package io.sextant.ir.quantize;

import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Broadcast;
import io.sextant.ir.op.Clamp;
import io.sextant.ir.op.Concat;
import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.Dense;
import io.sextant.ir.op.Elu;
import io.sextant.ir.op.Gather;
import io.sextant.ir.op.GlobalPool;
import io.sextant.ir.op.LeakyRelu;
import io.sextant.ir.op.MatMul;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Pad;
import io.sextant.ir.op.Pool;
import io.sextant.ir.op.QuantizedRules;
import io.sextant.ir.op.Reduce;
import io.sextant.ir.op.Reshape;
import io.sextant.ir.op.Resize;
import io.sextant.ir.op.Rounding;
import io.sextant.ir.op.Select;
import io.sextant.ir.op.Slice;
import io.sextant.ir.op.Softmax;
import io.sextant.ir.op.Transpose;
import io.sextant.ir.op.Unary;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How an operator works on integers.
 *
 * @param sharing which scales and zero points are the same
 * @param moves   whether it takes quantised integers as they are, and so follows its operands in precision; else it is wrapped
 */
record IntegerForm(Sharing sharing, boolean moves) {
    /** Whose quantisation a result has. */
    enum Sharing {
        /** Its own. */
        NONE,
        /** That of its first operand. */
        FROM_INPUT,
        /** Its own, to which all real operands are brought before. */
        TO_INPUTS
    }

    private static final IntegerForm COMPUTED = new IntegerForm(Sharing.NONE, false);
    private static final IntegerForm ALIKE = new IntegerForm(Sharing.FROM_INPUT, false);
    private static final IntegerForm AMONG_EQUALS = new IntegerForm(Sharing.TO_INPUTS, false);
    private static final IntegerForm MOVED = new IntegerForm(Sharing.FROM_INPUT, true);
    private static final IntegerForm JOINED = new IntegerForm(Sharing.TO_INPUTS, true);

    /** A clamp in TFLite whose bounds demand more than that would make its result coarse. */
    private static final float COARSE = 1e-3f;

    private static final Map<Class<? extends Op>, IntegerForm> ALWAYS = Map.ofEntries(Map.entry(Convolution.class, COMPUTED),
        Map.entry(Dense.class, COMPUTED), Map.entry(MatMul.class, COMPUTED),
        Map.entry(LeakyRelu.class, COMPUTED), Map.entry(Pool.class, ALIKE),
        Map.entry(Resize.class, ALIKE), Map.entry(Reshape.class, MOVED), Map.entry(Transpose.class, MOVED), Map.entry(Slice.class, MOVED),
        Map.entry(Gather.class, MOVED), Map.entry(Broadcast.class, MOVED), Map.entry(Concat.class, JOINED),
        Map.entry(Select.class, JOINED));

    /** Smooth or piecewise linear, and bounded where their operand is. */
    private static final Set<Unary.Kind> UNARY_IN_F32 = EnumSet.of(Unary.Kind.RELU, Unary.Kind.RELU6, Unary.Kind.SIGMOID,
        Unary.Kind.SILU, Unary.Kind.HARD_SIGMOID, Unary.Kind.HARD_SWISH, Unary.Kind.TANH, Unary.Kind.GELU, Unary.Kind.NEG,
        Unary.Kind.ABS, Unary.Kind.ERF, Unary.Kind.SOFTPLUS);
    /** For which TFLite has kernels of 8 bits. */
    private static final Set<Unary.Kind> UNARY_IN_TFLITE = EnumSet.of(Unary.Kind.RELU, Unary.Kind.RELU6, Unary.Kind.SIGMOID,
        Unary.Kind.HARD_SWISH, Unary.Kind.TANH);

    /** How {@code op} works on integers; empty if it does not. */
    static Optional<IntegerForm> of(Op op, Rounding rounding) {
        if (op instanceof Unary unary) {
            Set<Unary.Kind> known = rounding == Rounding.TFLITE ? UNARY_IN_TFLITE : UNARY_IN_F32;
            return known.contains(unary.kind()) ? Optional.of(COMPUTED) : Optional.empty();
        }
        if (op instanceof Binary binary) {
            return of(binary.kind());
        }
        if (op instanceof Reduce reduce) {
            return of(reduce.kind());
        }
        if (op instanceof Clamp) {
            boolean fine = rounding == Rounding.QDQ || QuantizedRules.scaleAbove(op, 1) < COARSE;
            return fine ? Optional.of(COMPUTED) : Optional.empty();
        }
        if (op instanceof Pad pad) {
            return Optional.of(pad.value() == 0 ? ALIKE : AMONG_EQUALS);
        }
        if (op instanceof GlobalPool pool) {
            return Optional.of(pool.kind() == Pool.Kind.MAX ? ALIKE : COMPUTED);
        }
        if (op instanceof Softmax softmax) {
            boolean last = softmax.axis() == softmax.input().type().rank() - 1;
            return last || rounding == Rounding.QDQ ? Optional.of(COMPUTED) : Optional.empty();
        }
        if (op instanceof Elu elu) {
            return elu.alpha() == 1 || rounding == Rounding.QDQ ? Optional.of(COMPUTED) : Optional.empty();
        }
        return Optional.ofNullable(ALWAYS.get(op.getClass()));
    }

    private static Optional<IntegerForm> of(Binary.Kind kind) {
        return switch (kind) {
            case ADD, SUB, MUL -> Optional.of(COMPUTED);
            case MIN, MAX -> Optional.of(AMONG_EQUALS);
            case DIV, POW, MOD -> Optional.empty();
        };
    }

    private static Optional<IntegerForm> of(Reduce.Kind kind) {
        return switch (kind) {
            case SUM, MEAN -> Optional.of(COMPUTED);
            case MAX, MIN -> Optional.of(ALIKE);
            case PROD, L1, L2, SUM_SQUARE, LOG_SUM_EXP -> Optional.empty();
        };
    }
}
