package io.sextant.codegen.c.family;

import io.sextant.ir.kernel.PlacedKernel;
import io.sextant.ir.op.Convolution;
import io.sextant.kernel.KernelSource;

/** Convolutions whose filter or bias is an activation, so that nothing can be packed ahead of time. */
final class DynamicConvolutionFamily implements Family {
    private final Lowered lowered;

    DynamicConvolutionFamily(Lowered lowered) {
        this.lowered = lowered;
    }

    @Override
    public Instance instance(PlacedKernel kernel, Schedule schedule) {
        Convolution op = (Convolution) kernel.nodes().get(0).op();
        WeightBlock weights = lowered.weights();
        Operands operands = new Operands(kernel, lowered, weights);
        Macros macros = WindowExtents.of(op).macros().put("GROUPS", op.groups())
            .put("CIN", op.input().type().shape().last() / op.groups()).put("COUT", op.type().shape().last() / op.groups())
            .put("INPUT", operands.pointer(op.input())).put("FILTER", operands.pointer(op.filter()))
            .put("BIAS", operands.pointer(op.bias()));
        String text = lowered.epilogue(kernel, weights) + KernelSource.text(KernelSource.CONVOLUTION_ACTIVATIONS);
        return new Instance(macros.all(), text, weights, 0);
    }
}
