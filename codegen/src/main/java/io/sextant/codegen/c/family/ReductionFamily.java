package io.sextant.codegen.c.family;

import io.sextant.ir.kernel.PlacedKernel;
import io.sextant.ir.op.Reduce;
import io.sextant.ir.type.TensorType;

/** Sums, means, greatest and least over some axes: plain loops, each element added to its place in the result. */
final class ReductionFamily implements Family {
    private final Lowered lowered;

    ReductionFamily(Lowered lowered) {
        this.lowered = lowered;
    }

    @Override
    public Instance instance(PlacedKernel kernel, Schedule schedule) {
        Reduce op = (Reduce) kernel.nodes().get(0).op();
        TensorType input = op.input().type();
        StringBuilder text = new StringBuilder("static void NAME()(const float *const *in, const float *w, float *out, float *scratch) {\n")
            .append("const float *a = in[0];\n").append(filled(op));
        StringBuilder place = new StringBuilder("0l");
        StringBuilder element = new StringBuilder("0l");
        int[] strides = input.shape().strides();
        for (int axis = 0; axis < input.rank(); axis++) {
            text.append("for (long i").append(axis).append(" = 0; i").append(axis).append(" < ").append(input.dim(axis)).append("; i")
                .append(axis).append("++) {\n");
            element.append(" + i").append(axis).append(" * ").append(strides[axis]).append('l');
            if (!op.axes().contains(axis)) {
                place.insert(0, "(").append(") * ").append(input.dim(axis)).append(" + i").append(axis);
            }
        }
        text.append("float x = a[").append(element).append("];\nfloat *to = out + ").append(place).append(";\n*to = ").append(joined(op))
            .append(";\n").append("}\n".repeat(input.rank()));
        int count = input.elements() / op.type().elements();
        if (op.kind() == Reduce.Kind.MEAN) {
            text.append("for (long i = 0; i < ").append(op.type().elements()).append("; i++) {\nout[i] /= ").append(count).append(";\n}\n");
        }
        return new Instance(new Macros().all(), text.append("}\n").toString(), lowered.weights(), 0);
    }

    private static String filled(Reduce op) {
        String start = switch (op.kind()) {
            case SUM, MEAN, L1, SUM_SQUARE -> "0";
            case MAX -> "-__builtin_inff()";
            case MIN -> "__builtin_inff()";
            case PROD -> "1";
            case L2, LOG_SUM_EXP -> throw unsupported(op);
        };
        return "for (long i = 0; i < " + op.type().elements() + "; i++) {\nout[i] = " + start + ";\n}\n";
    }

    private static String joined(Reduce op) {
        return switch (op.kind()) {
            case SUM, MEAN -> "*to + x";
            case L1 -> "*to + __builtin_fabsf(x)";
            case SUM_SQUARE -> "*to + x * x";
            case MAX -> "x > *to ? x : *to";
            case MIN -> "x < *to ? x : *to";
            case PROD -> "*to * x";
            case L2, LOG_SUM_EXP -> throw unsupported(op);
        };
    }

    private static UnsupportedOperationException unsupported(Reduce op) {
        return new UnsupportedOperationException("the C backend has no reduce of kind " + op.kind());
    }
}
