package io.sextant.ir.op;

import io.sextant.ir.type.DType;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.Function;

/** Canonical text of operators: {@code convolution(%0, %1, _) strides=[2] groups=1}; an absent optional operand is {@code _}. */
public final class OpText {
    private OpText() {
    }

    /** The operator with its operands named by {@code names}. */
    public static String format(Op op, Function<Value, String> names) {
        OpSchema schema = OpSchema.of(op.getClass());
        StringJoiner operands = new StringJoiner(", ", schema.mnemonic() + "(", ")");
        StringBuilder attributes = new StringBuilder();
        List<Object> components = schema.components(op);
        for (int i = 0; i < components.size(); i++) {
            OpSchema.Part part = schema.parts().get(i);
            Object value = components.get(i);
            switch (part.role()) {
                case OPERAND -> operands.add(names.apply((Value) value));
                case OPTIONAL_OPERAND -> operands.add(((Optional<?>) value).map(v -> names.apply((Value) v)).orElse("_"));
                case OPERAND_LIST -> ((List<?>) value).forEach(v -> operands.add(names.apply((Value) v)));
                case ATTRIBUTE -> attributes.append(' ').append(part.name()).append('=').append(attribute(value));
            }
        }
        return operands + attributes.toString();
    }

    private static String attribute(Object value) {
        if (value instanceof Enum<?> constant) {
            return constant.name().toLowerCase(Locale.ROOT);
        }
        if (value instanceof List<?> list) {
            StringJoiner joiner = new StringJoiner(",", "[", "]");
            list.forEach(item -> joiner.add(String.valueOf(item)));
            return joiner.toString();
        }
        return value instanceof Float number ? decimal(number) : String.valueOf(value);
    }

    /**
     * The shortest decimal that reads back as {@code value}, e.g. {@code 0.001}, {@code 1E-12}; the same on every Java version, as
     * {@link Float#toString} is not.
     */
    public static String decimal(float value) {
        return decimal(value, DType.F32);
    }

    /** The same where what is read is rounded to the floating type {@code dtype}: 0.1 for the f16 that is nearest to it. */
    public static String decimal(float value, DType dtype) {
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
