package io.sextant.codegen.c.family;

import io.sextant.ir.kernel.PlacedKernel;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.kernel.Isa;
import java.util.function.Function;

/**
 * What families make C from.
 *
 * @param constants of the graph
 */
public record Lowered(Isa isa, Function<Value, Tensor> constants) {
    WeightBlock weights() {
        return new WeightBlock(isa.lanes());
    }

    /** The function of what follows the kernel's first operator; its constants are added to {@code weights}. */
    String epilogue(PlacedKernel kernel, WeightBlock weights) {
        return new Epilogue(kernel, constants, weights).function();
    }

    int lanes() {
        return isa.lanes();
    }
}
