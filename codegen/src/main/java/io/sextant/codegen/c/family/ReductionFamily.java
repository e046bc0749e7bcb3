package io.sextant.codegen.c.family;

import io.sextant.ir.kernel.PlacedKernel;
import io.sextant.ir.op.Reduce;
import io.sextant.ir.op.Value;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.TensorType;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One number of all elements along some axes: loops over the axes that stay, and in them over those that go. Sums, means and extremes of
 * f32 in vectors along the last dimension, whichever it is; what could leave the range of f32 on the way in f64; integers in 64 bits.
 */
final class ReductionFamily implements Family {
    private static final String FUNCTION = "static void NAME()(const float *const *in, const float *w, float *out, float *scratch) {\n";

    private final Lowered lowered;

    ReductionFamily(Lowered lowered) {
        this.lowered = lowered;
    }

    @Override
    public Instance instance(PlacedKernel kernel, Schedule schedule) {
        Reduce op = (Reduce) kernel.nodes().get(0).op();
        WeightBlock weights = lowered.weights();
        Value input = op.input();
        String type = ElementType.text(input.type().dtype());
        String begin = FUNCTION + "const " + type + " *a = " + ElementType.pointer(input.type().dtype(),
            new Operands(kernel, lowered, weights).pointer(input)) + ";\n" + type + " *to = (" + type + " *) out;\n";
        boolean vectors = input.type().dtype() == DType.F32 && switch (op.kind()) {
            case SUM, MEAN, MAX, MIN -> true;
            case PROD, L1, L2, SUM_SQUARE, LOG_SUM_EXP -> false;
        };
        return new Instance(new Macros().all(), begin + (vectors ? vectors(op) : scalars(op)) + "}\n", weights, 0);
    }

    private static List<Integer> kept(Reduce op) {
        return IntStream.range(0, op.input().type().rank()).filter(axis -> !op.axes().contains(axis)).boxed().toList();
    }

    private static String loop(TensorType type, int axis) {
        return "for (long i" + axis + " = 0; i" + axis + " < " + type.dim(axis) + "; i" + axis + "++) {\n";
    }

    private static String loops(TensorType type, List<Integer> axes) {
        StringBuilder text = new StringBuilder();
        axes.forEach(axis -> text.append(loop(type, axis)));
        return text.toString();
    }

    /** Where the element at the loops' place is in the operand, as far as some axes tell. */
    private static String element(TensorType type, List<Integer> axes) {
        StringBuilder text = new StringBuilder("0l");
        int[] strides = type.shape().strides();
        axes.forEach(axis -> text.append(" + i").append(axis).append(" * ").append(strides[axis]).append('l'));
        return text.toString();
    }

    private static String place(TensorType type, List<Integer> kept) {
        StringBuilder place = new StringBuilder("0l");
        kept.forEach(axis -> place.insert(0, "(").append(") * ").append(type.dim(axis)).append("l + i").append(axis));
        return place.toString();
    }

    private static String vectors(Reduce op) {
        TensorType type = op.input().type();
        int last = type.rank() - 1;
        boolean along = op.axes().contains(last);
        List<Integer> outer = kept(op).stream().filter(axis -> axis != last).toList();
        List<Integer> inner = op.axes().stream().filter(axis -> axis != last).toList();
        int columns = type.dim(last);
        String start = switch (op.kind()) {
            case MAX -> "-__builtin_inff()";
            case MIN -> "__builtin_inff()";
            default -> "0";
        };
        String turns = "for (long c = 0; c < " + columns + "; c += LANES) {\n";
        String from = "a + " + element(type, outer) + " + " + element(type, inner) + " + c";
        String begun = "vec total = splat(" + start + ");\n";
        String joined = joined(op.kind(), "total", columns % 16 == 0 || !along ? "load(" + from + ")" : "(" + columns + " - c >= LANES ? load("
            + from + ") : load_part(" + from + ", " + columns + " % LANES, " + start + "))");
        String to = "to + (" + place(type, outer) + ")" + (along ? "" : " * " + columns + "l + c");
        String mean = op.kind() == Reduce.Kind.MEAN ? " / " + type.elements() / op.type().elements() : "";
        return along
            ? loops(type, outer) + begun + loops(type, inner) + turns + joined + "}\n".repeat(inner.size() + 1) + folded(op.kind())
                + "*(" + to + ") = one" + mean + ";\n" + "}\n".repeat(outer.size())
            : loops(type, outer) + turns + begun + loops(type, inner) + joined + "}\n".repeat(inner.size()) + "total = total" + mean + ";\nif ("
                + columns + " - c >= LANES) {\nstore(" + to + ", total);\n} else {\nstore_part(" + to + ", total, " + columns + " % LANES);\n}\n"
                + "}\n".repeat(outer.size() + 1);
    }

    private static String joined(Reduce.Kind kind, String total, String next) {
        return total + " = " + switch (kind) {
            case MAX -> "greater(" + next + ", " + total + ")";
            case MIN -> "lesser(" + next + ", " + total + ")";
            default -> total + " + " + next;
        } + ";\n";
    }

    /** All lanes of a vector as one number; what is no number in any stays so. */
    private static String folded(Reduce.Kind kind) {
        String order = kind == Reduce.Kind.MAX ? ">" : "<";
        return kind == Reduce.Kind.SUM || kind == Reduce.Kind.MEAN ? "float one = sum_of(total);\n"
            : "float one = total[0];\nUNROLL\nfor (int i = 1; i < LANES; i++) {\none = total[i] " + order
                + " one || total[i] != total[i] ? total[i] : one;\n}\n";
    }

    private static String scalars(Reduce op) {
        TensorType type = op.input().type();
        List<Integer> kept = kept(op);
        boolean floats = type.dtype() == DType.F32;
        String sum = floats ? "double" : "long";
        String element = "const " + sum + " x = a[" + element(type, kept) + " + " + element(type, op.axes()) + "];\n";
        String ends = "}\n".repeat(op.axes().size());
        boolean shifted = op.kind() == Reduce.Kind.LOG_SUM_EXP;
        String peak = shifted ? "double peak = -__builtin_inf();\n" + loops(type, op.axes()) + element + "peak = x > peak || x != x ? x : peak;\n" + ends
            : "";
        return loops(type, kept) + peak + sum + " total = " + start(op.kind(), type.dtype()) + ";\n" + loops(type, op.axes()) + element + "total = "
            + (floats ? real(op.kind()) : integer(op.kind())) + ";\n" + ends + "to[" + place(type, kept) + "] = "
            + finished(op.kind(), type.dtype()) + ";\n" + "}\n".repeat(kept.size());
    }

    private static String start(Reduce.Kind kind, DType type) {
        return switch (kind) {
            case PROD -> "1";
            case MAX -> ElementType.bound(type.least());
            case MIN -> ElementType.bound(type.greatest());
            case SUM, MEAN, L1, L2, SUM_SQUARE, LOG_SUM_EXP -> "0";
        };
    }

    private static String real(Reduce.Kind kind) {
        return switch (kind) {
            case PROD -> "total * x";
            case L1 -> "total + __builtin_fabs(x)";
            case L2, SUM_SQUARE -> "total + x * x";
            case LOG_SUM_EXP -> "total + exp_f64(x - peak)";
            case SUM, MEAN, MAX, MIN -> throw new AssertionError(kind);
        };
    }

    private static String integer(Reduce.Kind kind) {
        return switch (kind) {
            case SUM -> "added(total, x)";
            case PROD -> "multiplied(total, x)";
            case MAX -> "greatest_i64(x, total)";
            case MIN -> "least_of(x, total)";
            case MEAN, L1, L2, SUM_SQUARE, LOG_SUM_EXP -> throw new AssertionError(kind);
        };
    }

    private static String finished(Reduce.Kind kind, DType type) {
        String cast = "(" + ElementType.text(type) + ") ";
        return cast + switch (kind) {
            case L2 -> "__builtin_sqrt(total)";
            case LOG_SUM_EXP -> "(peak - peak != 0 ? peak : peak + log_f64(total))";
            case SUM, MEAN, MAX, MIN, PROD, L1, SUM_SQUARE -> "total";
        };
    }
}
