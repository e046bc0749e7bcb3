package io.sextant.codegen.c.family;

import io.sextant.ir.graph.Node;
import io.sextant.ir.kernel.PlacedKernel;
import io.sextant.ir.op.Dequantize;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Quantize;
import io.sextant.ir.op.Quantized;
import io.sextant.ir.op.Requantize;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.TensorType;
import java.util.Set;
import java.util.stream.Stream;

/** What this backend does not compute. */
enum LeftOut {
    QUANTISED("operators on quantised integers, nor conversions to and from them"),
    NARROW("elements of type f16, bf16 or i4"),
    CONSTANT("operators on constants alone, which are folded before");

    private static final Set<Class<? extends Op>> CONVERSIONS = Set.of(Quantize.class, Dequantize.class, Requantize.class, Quantized.class);
    private static final Set<DType> NARROW_TYPES = Set.of(DType.F16, DType.BF16, DType.I4);

    private final String words;

    LeftOut(String words) {
        this.words = words;
    }

    /** Says why there is no family for {@code kernel}. */
    static UnsupportedOperationException because(PlacedKernel kernel) {
        for (Node node : kernel.nodes()) {
            LeftOut reason = of(node);
            if (reason != CONSTANT) {
                return reason.because(node);
            }
        }
        return CONSTANT.because(kernel.nodes().get(0));
    }

    private static LeftOut of(Node node) {
        if (CONVERSIONS.contains(node.op().getClass()) || types(node).anyMatch(type -> type.isQuantised())) {
            return QUANTISED;
        }
        return types(node).anyMatch(type -> NARROW_TYPES.contains(type.dtype())) ? NARROW : CONSTANT;
    }

    private static Stream<TensorType> types(Node node) {
        return Stream.concat(node.op().operands().stream().map(operand -> operand.type()), Stream.of(node.result().type()));
    }

    private UnsupportedOperationException because(Node node) {
        return new UnsupportedOperationException("the C backend has no " + words + ", got " + node);
    }
}
