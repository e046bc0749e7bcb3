package io.sextant.codegen.c.family;

import io.sextant.ir.kernel.PlacedKernel;
import io.sextant.ir.op.LayerNorm;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Softmax;
import io.sextant.kernel.KernelSource;

/** Softmax and layer normalisation over the last dimension. */
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
            if (softmax.axis() != op.type().rank() - 1) {
                throw new UnsupportedOperationException("the C backend has softmax over the last dimension only, got " + op);
            }
            return new Instance(macros.all(), KernelSource.text(KernelSource.NORMALISATION_SOFTMAX), weights, 0);
        }
        LayerNorm norm = (LayerNorm) op;
        weights.add(columns, () -> lowered.constants().apply(norm.scale()).floats());
        weights.add(columns, () -> lowered.constants().apply(norm.shift()).floats());
        macros.put("EPSILON", CText.number(norm.epsilon()));
        String text = lowered.epilogue(kernel, weights) + KernelSource.text(KernelSource.NORMALISATION_LAYER_NORM);
        return new Instance(macros.all(), text, weights, 0);
    }
}
