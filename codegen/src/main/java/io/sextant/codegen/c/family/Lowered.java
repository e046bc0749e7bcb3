package io.sextant.codegen.c.family;

import io.sextant.ir.graph.Node;
import io.sextant.ir.kernel.PlacedKernel;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.kernel.Isa;
import java.util.List;
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
        return epilogue(kernel, kernel.nodes(), weights);
    }

    /** The same of what follows the first of some of the kernel's operators. */
    String epilogue(PlacedKernel kernel, List<Node> nodes, WeightBlock weights) {
        return new Epilogue(kernel, nodes, constants, weights).function();
    }

    int lanes() {
        return isa.lanes();
    }
}
