package io.sextant.ir.interpret;

import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.Dense;
import io.sextant.ir.op.MatMul;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Quantized;
import java.util.Map;
import java.util.Optional;

/**
 * What is computed on integers under {@link io.sextant.ir.op.Rounding#QDQ}: products, whose sums are exact. ONNX Runtime fuses them with
 * the DequantizeLinear and QuantizeLinear about them (MLAS); all others stand between the two in f32.
 */
final class QdqKernels {
    private static final Map<Class<? extends Op>, IntegerKernel> KERNELS = Map.of(
        Convolution.class, IntegerProducts::convolution, Dense.class, IntegerProducts::dense, MatMul.class, IntegerProducts::matMul);

    private QdqKernels() {
    }

    /** Empty for what is computed in f32 between dequantising and quantising. */
    static Optional<IntegerKernel> of(Quantized op) {
        return Optional.ofNullable(KERNELS.get(op.real().getClass()));
    }
}
