package io.sextant.codegen.c.family;

import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Cast;
import io.sextant.ir.op.Compare;
import io.sextant.ir.op.Logical;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Select;
import io.sextant.ir.op.Unary;
import io.sextant.ir.type.DType;
import java.util.List;
import java.util.Set;

/** C of operators on single elements that are not all f32: integers are of 64 bits while they are computed. */
final class ScalarText {
    static final Set<Class<? extends Op>> OPERATORS = Set.of(Unary.class, Binary.class, Compare.class, Logical.class, Select.class, Cast.class);

    private ScalarText() {
    }

    /** @param x operands, each an expression without side effects */
    static String of(Op op, List<String> x) {
        if (op instanceof Unary unary) {
            return unary(unary.kind(), x.get(0));
        }
        if (op instanceof Binary binary) {
            return binary(binary.kind(), x.get(0), x.get(1));
        }
        if (op instanceof Compare compare) {
            return x.get(0) + compared(compare.kind()) + x.get(1);
        }
        if (op instanceof Logical logical) {
            return "(" + x.get(0) + " != 0)" + joined(logical.kind()) + "(" + x.get(1) + " != 0)";
        }
        if (op instanceof Select) {
            return x.get(0) + " != 0 ? " + x.get(1) + " : " + x.get(2);
        }
        return cast((Cast) op, x.get(0));
    }

    private static String unary(Unary.Kind kind, String x) {
        return switch (kind) {
            case NOT -> "1 - " + x;
            case NEG -> "subtracted(0, " + x + ")";
            case ABS -> x + " < 0 ? subtracted(0, " + x + ") : " + x;
            case SIGN -> "(" + x + " > 0) - (" + x + " < 0)";
            case RELU, RELU6, SIGMOID, SILU, HARD_SIGMOID, HARD_SWISH, TANH, GELU, EXP, LOG, SQRT, RECIPROCAL, ERF, SOFTPLUS, FLOOR, CEIL,
                ROUND, SIN, COS -> throw new AssertionError(kind);
        };
    }

    private static String binary(Binary.Kind kind, String a, String b) {
        String name = switch (kind) {
            case ADD -> "added";
            case SUB -> "subtracted";
            case MUL -> "multiplied";
            case DIV -> "divided";
            case MIN -> "least_of";
            case MAX -> "greatest_i64";
            case MOD -> "modulo";
            case POW -> throw new AssertionError(kind);
        };
        return name + "(" + a + ", " + b + ")";
    }

    private static String compared(Compare.Kind kind) {
        return switch (kind) {
            case EQUAL -> " == ";
            case LESS -> " < ";
            case LESS_OR_EQUAL -> " <= ";
            case GREATER -> " > ";
            case GREATER_OR_EQUAL -> " >= ";
        };
    }

    private static String joined(Logical.Kind kind) {
        return switch (kind) {
            case AND -> " & ";
            case OR -> " | ";
            case XOR -> " ^ ";
        };
    }

    private static String cast(Cast op, String x) {
        if (op.dtype() == DType.BOOL) {
            return x + " != 0";
        }
        boolean fromFloat = op.input().type().dtype() == DType.F32;
        return fromFloat && op.dtype() != DType.F32 ? "truncated(" + x + ", " + ElementType.bound(op.dtype().least()) + ", "
            + ElementType.bound(op.dtype().greatest()) + ")" : x;
    }
}
