package io.sextant.ir.memory;

import io.sextant.ir.op.BatchNorm;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Cast;
import io.sextant.ir.op.Clamp;
import io.sextant.ir.op.Compare;
import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.Dequantize;
import io.sextant.ir.op.Elu;
import io.sextant.ir.op.LayerNorm;
import io.sextant.ir.op.LeakyRelu;
import io.sextant.ir.op.Logical;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Pool;
import io.sextant.ir.op.Quantize;
import io.sextant.ir.op.Quantized;
import io.sextant.ir.op.Requantize;
import io.sextant.ir.op.Select;
import io.sextant.ir.op.Softmax;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What of an operand an operator needs for a part of its result.
 *
 * @param strides of the window, one per spatial dimension; empty but for windows
 * @param before padding
 * @param after padding
 * @param reach extents of the window in the operand, dilation counted
 */
record Access(Kind kind, List<Integer> strides, List<Integer> before, List<Integer> after, List<Integer> reach) {
    /** The least part of the operand that is enough. */
    enum Kind {
        /** The element of the same index (softmax and layer normalisation: its row of the last dimension). */
        ELEMENTS,
        /** A window that keeps to its channel. */
        CHANNEL_WINDOW,
        /** A window over all channels. */
        WINDOW,
        /** All of it, for all we know. */
        WHOLE
    }

    private static final Access ELEMENTS = new Access(Kind.ELEMENTS, List.of(), List.of(), List.of(), List.of());
    private static final Access WHOLE = new Access(Kind.WHOLE, List.of(), List.of(), List.of(), List.of());
    private static final Set<Class<? extends Op>> ELEMENT_WISE = Set.of(Unary.class, Binary.class, Compare.class, Logical.class,
        Select.class, Clamp.class, LeakyRelu.class, Elu.class, Cast.class,
        Requantize.class);
    private static final Set<Class<? extends Op>> ELEMENT_WISE_IN_FIRST = Set.of(BatchNorm.class, LayerNorm.class, Quantize.class,
        Dequantize.class);

    /** Of an operator on quantised integers: what the real one needs, whose elements are at the same places. */
    static Access of(Op op, Value operand) {
        if (op instanceof Quantized quantized) {
            return of(quantized.real(), Quantized.standIn(operand));
        }
        boolean isFirstOnly = op.operands().get(0).equals(operand) && Collections.frequency(op.operands(), operand) == 1;
        if (isFirstOnly && op instanceof Convolution convolution) {
            List<Integer> reach = IntStream.range(0, convolution.kernel().size())
                .mapToObj(axis -> convolution.dilations().get(axis) * (convolution.kernel().get(axis) - 1) + 1).toList();
            return new Access(convolution.isDepthwise() ? Kind.CHANNEL_WINDOW : Kind.WINDOW, convolution.strides(),
                convolution.padBefore(), convolution.padAfter(), reach);
        }
        if (op instanceof Pool pool) {
            return new Access(Kind.CHANNEL_WINDOW, pool.strides(), pool.padBefore(), pool.padAfter(), pool.kernel());
        }
        return isElementWise(op, operand, isFirstOnly) ? ELEMENTS : WHOLE;
    }

    /** Whether all operands but the first are parameters, which are the same for all positions. */
    static boolean takesParameters(Op op) {
        return ELEMENT_WISE_IN_FIRST.contains(op.getClass());
    }

    private static boolean isElementWise(Op op, Value operand, boolean isFirstOnly) {
        if (!operand.type().shape().equals(op.type().shape())) {
            return false;
        }
        if (op instanceof Softmax softmax) {
            return softmax.axis() == softmax.type().rank() - 1;
        }
        return ELEMENT_WISE.contains(op.getClass()) || isFirstOnly && ELEMENT_WISE_IN_FIRST.contains(op.getClass());
    }
}
