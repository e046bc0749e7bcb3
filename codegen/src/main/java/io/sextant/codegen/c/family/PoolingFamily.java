package io.sextant.codegen.c.family;

import io.sextant.ir.kernel.PlacedKernel;
import io.sextant.ir.op.GlobalPool;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Pool;
import io.sextant.ir.type.TensorType;
import io.sextant.kernel.KernelSource;
import java.util.List;

/** Pooling over windows and over all positions. */
final class PoolingFamily implements Family {
    private final Lowered lowered;

    PoolingFamily(Lowered lowered) {
        this.lowered = lowered;
    }

    @Override
    public Instance instance(PlacedKernel kernel, Schedule schedule) {
        Op op = kernel.nodes().get(0).op();
        TensorType input = op.operands().get(0).type();
        int channels = input.shape().last();
        WeightBlock weights = lowered.weights();
        String epilogue = lowered.epilogue(kernel, weights);
        if (op instanceof GlobalPool pool) {
            Macros macros = new Macros().put("BATCH", input.dim(0)).put("C", channels)
                .put("PIXELS", input.elements() / input.dim(0) / channels).put("MAXIMUM", pool.kind() == Pool.Kind.MAX);
            return new Instance(macros.all(), epilogue + KernelSource.text(KernelSource.POOLING_GLOBAL), weights, 0);
        }
        Pool pool = (Pool) op;
        List<Integer> ones = pool.kernel().stream().map(extent -> 1).toList();
        Macros macros = new WindowExtents(input, pool.type(),
            new WindowExtents.Window(pool.kernel(), pool.strides(), pool.padBefore(), ones)).macros().put("C", channels)
            .put("MAXIMUM", pool.kind() == Pool.Kind.MAX).put("COUNTED", pool.countPadding());
        return new Instance(macros.all(), epilogue + KernelSource.text(KernelSource.POOLING_WINDOWS), weights, 0);
    }
}
