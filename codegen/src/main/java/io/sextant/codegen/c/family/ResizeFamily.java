package io.sextant.codegen.c.family;

import io.sextant.ir.kernel.PlacedKernel;
import io.sextant.ir.op.Resize;
import io.sextant.kernel.KernelSource;
import java.util.List;

/** Nearest and bilinear resampling. */
final class ResizeFamily implements Family {
    private final Lowered lowered;

    ResizeFamily(Lowered lowered) {
        this.lowered = lowered;
    }

    @Override
    public Instance instance(PlacedKernel kernel, Schedule schedule) {
        Resize op = (Resize) kernel.nodes().get(0).op();
        List<Integer> ones = op.size().stream().map(size -> 1).toList();
        List<Integer> zeros = op.size().stream().map(size -> 0).toList();
        Macros macros = new WindowExtents(op.input().type(), op.type(), new WindowExtents.Window(ones, ones, zeros, ones)).macros()
            .put("C", op.type().shape().last()).put("LINEAR", op.mode() == Resize.Mode.LINEAR);
        WeightBlock weights = lowered.weights();
        String text = lowered.epilogue(kernel, weights) + KernelSource.text(KernelSource.RESIZE_BILINEAR);
        return new Instance(macros.all(), text, weights, 0);
    }
}
