package io.sextant.codegen.c.family;

import io.sextant.ir.kernel.PlacedKernel;
import io.sextant.ir.op.BatchNorm;
import io.sextant.ir.op.LayerNorm;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Softmax;
import io.sextant.kernel.KernelSource;

/** Softmax; layer normalisation; batch normalisation that could not be folded. */
final class NormalisationFamily implements Family {
    private final Lowered lowered;

    NormalisationFamily(Lowered lowered) {
        this.lowered = lowered;
    }

    @Override
    public Instance instance(PlacedKernel kernel, Schedule schedule) {
        Op op = kernel.nodes().get(0).op();
        int columns = op.type().shape().last();
        Macros macros = new Macros().put("C", columns).put("ROWS", op.type().elements() / columns);
        WeightBlock weights = lowered.weights();
        if (op instanceof Softmax softmax) {
            return softmax.axis() == op.type().rank() - 1
                ? new Instance(macros.all(), KernelSource.text(KernelSource.NORMALISATION_SOFTMAX), weights, 0)
                : new Instance(AxisFamily.axes(op.type(), softmax.axis()).all(), KernelSource.text(KernelSource.NORMALISATION_SOFTMAX_AXIS),
                    weights, 0);
        }
        Operands operands = new Operands(kernel, lowered, weights);
        macros.put("INPUT", operands.pointer(op.operands().get(0))).put("SCALE", operands.pointer(op.operands().get(1)))
            .put("SHIFT", operands.pointer(op.operands().get(2)));
        if (op instanceof BatchNorm norm) {
            macros.put("MEAN", operands.pointer(norm.mean())).put("VARIANCE", operands.pointer(norm.variance()))
                .put("EPSILON", CText.number(norm.epsilon()));
            String text = lowered.epilogue(kernel, weights) + KernelSource.text(KernelSource.NORMALISATION_BATCH_NORM);
            return new Instance(macros.all(), text, weights, weights.padded(columns));
        }
        macros.put("EPSILON", CText.number(((LayerNorm) op).epsilon()));
        String text = lowered.epilogue(kernel, weights) + KernelSource.text(KernelSource.NORMALISATION_LAYER_NORM);
        return new Instance(macros.all(), text, weights, 0);
    }
}
