package io.sextant.codegen.c.family;

import io.sextant.ir.kernel.PlacedKernel;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Select;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import java.util.List;

/** What becomes of scores before their softmax, as a C function of one vector of them. */
final class AttentionMask {
    private final PlacedKernel kernel;
    private final Lowered lowered;
    private final WeightBlock weights;

    /** @param weights where constants go */
    AttentionMask(PlacedKernel kernel, Lowered lowered, WeightBlock weights) {
        this.kernel = kernel;
        this.lowered = lowered;
        this.weights = weights;
    }

    /** C of where {@code value} begins; a constant is added to the weights. */
    String base(Value value) {
        int input = kernel.inputs().indexOf(value);
        return input >= 0 ? "in[" + input + "]" : "(w + " + weights.add(value.type().elements(), () -> floats(value)) + ")";
    }

    private float[] floats(Value value) {
        Tensor constant = lowered.constants().apply(value);
        if (value.type().dtype() != DType.BOOL) {
            return constant.floats();
        }
        int[] truths = constant.ints();
        float[] floats = new float[truths.length];
        for (int i = 0; i < truths.length; i++) {
            floats[i] = truths[i];
        }
        return floats;
    }

    /**
     * The function {@code NAME(_masked)}.
     *
     * @param batch extents that are counted by {@code batch}
     */
    String function(AttentionForm form, List<Integer> batch) {
        String value = form.mask().map(op -> masked(op, form, batch)).orElse("value");
        return "INLINE vec NAME(_masked)(vec value, const float *const *in, const float *w, long batch, long row, long column) {\n    return "
            + value + ";\n}\n";
    }

    private String masked(Op op, AttentionForm form, List<Integer> batch) {
        if (op instanceof Select select) {
            return "select(" + truth(select.condition(), batch) + ", value, " + vector(select.right(), batch) + ")";
        }
        Binary sum = (Binary) op;
        return "value + " + vector(sum.left().equals(form.product()) ? sum.right() : sum.left(), batch);
    }

    private String vector(Value value, List<Integer> batch) {
        StridedView view = StridedView.of(value);
        String place = base(value) + " + " + place(view, batch);
        return view.stride(0) == 0 ? "splat(*(" + place + "))" : "load(" + place + " + column)";
    }

    private String truth(Value value, List<Integer> batch) {
        if (!kernel.inputs().contains(value)) {
            return vector(value, batch) + " != 0";
        }
        StridedView view = StridedView.of(value);
        String place = "(const unsigned char *) " + base(value) + " + " + place(view, batch);
        return view.stride(0) == 0 ? "splat(*(" + place + ")) != 0"
            : "__builtin_convertvector(*(const truths *) (" + place + " + column), ivec) != 0";
    }

    private static String place(StridedView view, List<Integer> batch) {
        return view.offset("batch", batch) + " + row * " + view.stride(1) + "l";
    }
}
