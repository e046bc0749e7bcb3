package io.sextant.codegen.c.family;

import io.sextant.ir.kernel.PlacedKernel;
import io.sextant.ir.op.Gather;
import io.sextant.kernel.KernelSource;

/** Slices along one axis by indices that are known only when it runs. */
final class GatherFamily implements Family {
    private final Lowered lowered;

    GatherFamily(Lowered lowered) {
        this.lowered = lowered;
    }

    @Override
    public Instance instance(PlacedKernel kernel, Schedule schedule) {
        Gather op = (Gather) kernel.nodes().get(0).op();
        WeightBlock weights = lowered.weights();
        Operands operands = new Operands(kernel, lowered, weights);
        int inner = op.input().type().shape().strides()[op.axis()];
        int extent = op.input().type().dim(op.axis());
        Macros macros = new Macros().put("OUTER", op.input().type().elements() / inner / extent).put("EXTENT", extent)
            .put("BYTES", op.input().type().dtype().bytes(inner)).put("COUNT", op.indices().type().elements())
            .put("INDEX", ElementType.text(op.indices().type().dtype())).put("INPUT", operands.pointer(op.input()))
            .put("INDICES", operands.pointer(op.indices()));
        return new Instance(macros.all(), KernelSource.text(KernelSource.MOVEMENT_GATHER), weights, 0);
    }
}
