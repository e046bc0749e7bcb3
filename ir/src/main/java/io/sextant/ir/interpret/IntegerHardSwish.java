package io.sextant.ir.interpret;

import io.sextant.ir.fixedpoint.FixedPoint;
import io.sextant.ir.fixedpoint.Multiplier;
import io.sextant.ir.op.Quantized;
import java.util.function.IntUnaryOperator;

/**
 * x min(max(x / 6 + 1/2, 0), 1) in 16-bit fixed point: the second factor as an integer that saturates at -3 and 3, times x in units of
 * the result.
 */
final class IntegerHardSwish implements IntUnaryOperator {
    /** Bits that an 8-bit integer without its zero point is shifted by, so that it fills 16. */
    private static final int SHIFT = 7;
    /** 3 is the greatest 16-bit integer. */
    private static final float GATE_SCALE = 3f / (1 << 15);

    private final short toResult;
    private final int resultExponent;
    private final short toGate;
    private final int gateExponent;

    private IntegerHardSwish(Multiplier result, Multiplier gate) {
        toResult = FixedPoint.upperHalf(result.mantissa());
        resultExponent = result.exponent();
        toGate = FixedPoint.upperHalf(gate.mantissa());
        gateExponent = gate.exponent();
    }

    static IntegerHardSwish of(Quantized op) {
        float fine = op.inputs().get(0).type().scheme().scale() / (1 << SHIFT);
        return new IntegerHardSwish(Multiplier.of(fine / op.result().scale()), Multiplier.of(fine / GATE_SCALE));
    }

    /** Of the integer without its zero point, to that of the result. */
    @Override
    public int applyAsInt(int element) {
        short x = (short) (element << SHIFT);
        int product = FixedPoint.truncatedProduct16(gate(x), FixedPoint.product16(x, toResult));
        return FixedPoint.dividedByPowerOfTwo(product, -resultExponent);
    }

    /** min(max(x / 6 + 1/2, 0), 1) in units of 2^-15; saturating at each shift keeps it within the range. */
    private short gate(short x) {
        short gate = gateExponent > 0 ? FixedPoint.shiftedLeft16(x, gateExponent - 1) : x;
        gate = FixedPoint.product16(gate, toGate);
        if (gateExponent > 0) {
            gate = FixedPoint.shiftedLeft16(gate, 1);
        }
        if (gateExponent < 0) {
            gate = (short) FixedPoint.dividedByPowerOfTwo(gate, -gateExponent);
        }
        return (short) (gate + (1 << 15) >> 1);
    }
}
