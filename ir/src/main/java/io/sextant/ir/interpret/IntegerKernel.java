package io.sextant.ir.interpret;

import io.sextant.ir.op.Quantized;
import java.util.List;

/** Computes an operator on quantised integers. */
interface IntegerKernel {
    /**
     * The elements of the result, row-major, within {@code op.low()..op.high()}.
     *
     * @param operands the elements of {@code op.inputs()}, in their order; not to be written to
     */
    int[] compute(Quantized op, List<int[]> operands);
}
