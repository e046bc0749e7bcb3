package io.sextant.codegen.c.family;

import io.sextant.ir.kernel.PlacedKernel;
import io.sextant.ir.op.ArgReduce;
import io.sextant.ir.op.CumulativeSum;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Value;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.TensorType;

/** What walks along one axis: the position of the greatest or least element, and running sums. */
final class AxisFamily implements Family {
    private static final String FUNCTION = """
        static void NAME()(const float *const *in, const float *w, float *out, float *scratch) {
        for (long outer = 0; outer < OUTER; outer++) {
        for (long c = 0; c < INNER; c++) {
        const TYPE *a = (const TYPE *) (INPUT) + outer * EXTENT * INNER + c;
        """;
    /** The first of several; one that is no number is never better. */
    private static final String POSITION = FUNCTION + """
        long best = 0;
        for (long k = 1; k < EXTENT; k++) {
        best = a[k * INNER] BETTER a[best * INNER] ? k : best;
        }
        ((i64 *) out)[outer * INNER + c] = best;
        }
        }
        }
        """;
    private static final String SUMS = FUNCTION + """
        TYPE *to = (TYPE *) out + outer * EXTENT * INNER + c;
        SUM sum = 0;
        for (long k = 0; k < EXTENT; k++) {
        sum += (SUM) a[k * INNER];
        to[k * INNER] = (TYPE) sum;
        }
        }
        }
        }
        """;

    private final Lowered lowered;

    AxisFamily(Lowered lowered) {
        this.lowered = lowered;
    }

    @Override
    public Instance instance(PlacedKernel kernel, Schedule schedule) {
        Op op = kernel.nodes().get(0).op();
        Value input = op.operands().get(0);
        WeightBlock weights = lowered.weights();
        DType type = input.type().dtype();
        Macros macros = axes(input.type(), op instanceof ArgReduce position ? position.axis() : ((CumulativeSum) op).axis())
            .put("INPUT", new Operands(kernel, lowered, weights).pointer(input)).put("TYPE", ElementType.text(type));
        if (op instanceof ArgReduce position) {
            macros.put("BETTER", position.kind() == ArgReduce.Kind.MAX ? ">" : "<");
            return new Instance(macros.all(), POSITION, weights, 0);
        }
        macros.put("SUM", type == DType.F32 ? "double" : "unsigned long");
        return new Instance(macros.all(), SUMS, weights, 0);
    }

    /** A tensor as [OUTER][EXTENT][INNER] with an axis in the middle. */
    static Macros axes(TensorType type, int axis) {
        int inner = type.shape().strides()[axis];
        return new Macros().put("INNER", inner).put("EXTENT", type.dim(axis)).put("OUTER", type.elements() / inner / type.dim(axis));
    }
}
