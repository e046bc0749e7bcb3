package io.sextant.ir.interpret;

import io.sextant.ir.op.Quantized;
import io.sextant.ir.type.Quantisation;

/** Integers without their zero points, so that 0 stands for 0. */
final class Offsets {
    private Offsets() {
    }

    /** Operand {@code index} minus its zero points; the array itself where they are 0. */
    static int[] removed(Quantized op, int index, int[] elements) {
        Quantisation scheme = op.inputs().get(index).type().scheme();
        if (scheme.zeroPoints().stream().allMatch(zero -> zero == 0)) {
            return elements;
        }
        int[] zeros = scheme.zeroPoints().stream().mapToInt(Integer::intValue).toArray();
        int[] result = new int[elements.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = elements[i] - zeros[i % zeros.length];
        }
        return result;
    }
}
