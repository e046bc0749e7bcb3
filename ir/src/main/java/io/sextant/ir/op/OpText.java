package io.sextant.ir.op;

import io.sextant.ir.type.DType;
import io.sextant.ir.type.Decimal;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.Function;

/** Canonical text of operators: {@code convolution(%0, %1, _) strides=[2] groups=1}; an absent optional operand is {@code _}. */
public final class OpText {
    private OpText() {
    }

    /** The operator with its operands named by {@code names}. */
    public static String format(Op op, Function<Value, String> names) {
        return op instanceof Quantized quantized ? format(quantized, names) : plain(op, names);
    }

    /** The real operator on the quantised operands, then what is made of its result. */
    private static String format(Quantized op, Function<Value, String> names) {
        Map<Integer, Value> inputs = new HashMap<>();
        op.inputs().forEach(input -> inputs.put(input.id(), input));
        return op.mnemonic() + " " + plain(op.real(), operand -> names.apply(inputs.get(operand.id()))) + " dtype=" + attribute(op.dtype())
            + " result=" + op.result() + " low=" + op.low() + " high=" + op.high() + " rounding=" + attribute(op.rounding());
    }

    private static String plain(Op op, Function<Value, String> names) {
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
        return Decimal.text(value, DType.F32);
    }
}
