package io.sextant.ir.type;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Floating numbers as text; the same on every Java version, as {@link Float#toString} is not. */
public final class Decimal {
    private Decimal() {
    }

    /**
     * The shortest decimal that reads back as {@code value} where what is read is rounded to the floating type {@code dtype}: 0.1 for
     * the f16 that is nearest to it.
     */
    public static String text(float value, DType dtype) {
        if (value == 0) {
            return Float.floatToIntBits(value) == 0 ? "0" : "-0";
        }
        if (!Float.isFinite(value)) {
            return Float.toString(value);
        }
        BigDecimal exact = new BigDecimal(value);
        for (int digits = 1;; digits++) {
            BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN)).stripTrailingZeros();
            if (dtype.round(Float.parseFloat(rounded.toString())) == value) {
                return Math.abs(rounded.scale()) < 10 ? rounded.toPlainString() : rounded.toString();
            }
        }
    }
}
