package io.sextant.ir.op;

import io.sextant.ir.type.TensorType;
import io.sextant.ir.type.TypeSignature;

/**
 * Element-wise function of one tensor of any shape.
 * <ul>
 * <li>C1: the input is floating; for {@code NEG}, {@code ABS} and {@code SIGN} a number with a sign; for {@code NOT} bool
 * </ul>
 */
public record Unary(Value input, Kind kind) implements Op {
    private static final TypeSignature FLOATING = TypeSignature.parse("floating -> floating");
    private static final TypeSignature SIGNED = TypeSignature.parse("signed -> signed");
    private static final TypeSignature BOOL = TypeSignature.parse("bool -> bool");

    /** The functions, with x the element. */
    public enum Kind {
        /** max(x, 0). */
        RELU,
        /** min(max(x, 0), 6). */
        RELU6,
        /** 1 / (1 + exp(-x)). */
        SIGMOID,
        /** x sigmoid(x), also called swish. */
        SILU,
        /** min(max(x / 6 + 1/2, 0), 1) (MobileNetV3). */
        HARD_SIGMOID,
        /** x hard_sigmoid(x). */
        HARD_SWISH,
        TANH,
        /** x / 2 (1 + erf(x / sqrt 2)), not the tanh approximation. */
        GELU,
        /** -x; the least integer is its own negative. */
        NEG,
        /** |x|; the least integer is its own magnitude. */
        ABS,
        EXP,
        /** Natural logarithm. */
        LOG,
        SQRT,
        /** 1 / x. */
        RECIPROCAL,
        /** 2 / sqrt(pi) times the integral of exp(-t^2) from 0 to x. */
        ERF,
        /** log(1 + exp(x)). */
        SOFTPLUS,
        FLOOR,
        CEIL,
        /** To the nearest integer, halves to the even one. */
        ROUND,
        /** -1, 0 or 1. */
        SIGN,
        SIN,
        COS,
        /** True where x is false. */
        NOT
    }

    public Unary {
        OperatorTypes.check("unary C1", Unary.class, types(kind), input);
    }

    /** The element types that a function takes. */
    public static TypeSignature types(Kind kind) {
        return switch (kind) {
            case NOT -> BOOL;
            case NEG, ABS, SIGN -> SIGNED;
            case RELU, RELU6, SIGMOID, SILU, HARD_SIGMOID, HARD_SWISH, TANH, GELU, EXP, LOG, SQRT, RECIPROCAL, ERF, SOFTPLUS, FLOOR, CEIL,
                ROUND, SIN, COS -> FLOATING;
        };
    }

    @Override
    public TensorType type() {
        return input.type();
    }

    @Override
    public <R> R accept(Cases<R> cases) {
        return cases.unary(this);
    }
}
