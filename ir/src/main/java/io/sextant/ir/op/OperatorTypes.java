package io.sextant.ir.op;

import io.sextant.ir.op.OpSchema.Part;
import io.sextant.ir.op.OpSchema.Role;
import io.sextant.ir.type.IllTyped;
import io.sextant.ir.type.Quantisation;
import io.sextant.ir.type.TypeClass;
import io.sextant.ir.type.TypeSignature;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** The element types of every operator, as data: what its constraints check, its messages say and searches ask before they build. */
public final class OperatorTypes {
    /** Operators that move elements and compute nothing: they leave quantised integers what they are. */
    private static final Set<Class<? extends Op>> MOVEMENTS = Set.of(Concat.class, Pad.class, Reshape.class, Transpose.class,
        Slice.class, Gather.class, Broadcast.class, Select.class);
    private static final Map<Class<? extends Op>, TypeSignature> SIGNATURES = new LinkedHashMap<>();

    static {
        sign("floating -> floating", Convolution.class, Dense.class, MatMul.class, Pool.class, GlobalPool.class, BatchNorm.class,
            LayerNorm.class, Resize.class, Softmax.class, Clamp.class, LeakyRelu.class, Elu.class, Gru.class, Lstm.class);
        sign("number -> number", Binary.class, Reduce.class, CumulativeSum.class);
        sign("number -> index", ArgReduce.class);
        sign("any -> any", Unary.class, Concat.class, Pad.class, Reshape.class, Transpose.class, Slice.class, Broadcast.class);
        sign("any, index -> any", Gather.class);
        sign("any -> other any", Cast.class);
        sign("floating, floating, quantised -> quantised", Quantize.class);
        sign("accumulated, floating, accumulated -> floating", Dequantize.class);
        sign("any -> other any", Requantize.class);
        sign("accumulated, other accumulated -> quantised", Quantized.class);
        sign("any, any -> bool", Compare.class);
        sign("bool -> bool", Logical.class);
        sign("bool, any, any -> any", Select.class);
    }

    private OperatorTypes() {
    }

    @SafeVarargs
    private static void sign(String signature, Class<? extends Op>... operators) {
        for (Class<? extends Op> operator : operators) {
            SIGNATURES.put(operator, TypeSignature.parse(signature));
        }
    }

    /** What the operator's operands may be; positions are those of its operands in declaration order, lists and absent ones one each. */
    public static TypeSignature of(Class<? extends Op> operator) {
        return SIGNATURES.get(operator);
    }

    /**
     * The operands whose elements {@code op} moves into its result, in order: not the indices or the condition that say where to. Empty if
     * it computes.
     */
    public static List<Value> moved(Op op) {
        if (!MOVEMENTS.contains(op.getClass())) {
            return List.of();
        }
        TypeSignature signature = of(op.getClass());
        List<Value> operands = op.operands();
        return IntStream.range(0, operands.size()).filter(i -> signature.operand(i) == TypeClass.ANY).mapToObj(operands::get).toList();
    }

    /**
     * Requires the element types that the operator's signature says. Quantised operands are for operators that move elements alone, and
     * these want all that they move quantised alike, per tensor.
     *
     * @param constraint its number, e.g. {@code convolution C1}
     * @param operands a {@code Value}, {@code Optional<Value>} or {@code List<Value>} each, all of them in declaration order
     * @throws IllTyped naming the constraint, what is required and what each operand is
     */
    static void check(String constraint, Class<? extends Op> operator, Object... operands) {
        check(constraint, operator, of(operator), operands);
    }

    /** The same where the signature depends on an attribute. */
    static void check(String constraint, Class<? extends Op> operator, TypeSignature signature, Object... operands) {
        TypeSignature.Match match = signature.match();
        for (int position = 0; position < operands.length; position++) {
            for (Value operand : values(operands[position])) {
                if (!match.take(position, operand.type().dtype())) {
                    throw new IllTyped(constraint + ": " + message(OpSchema.of(operator), signature, operands));
                }
            }
        }
        checkQuantised(constraint, operator, signature, operands);
    }

    private static void checkQuantised(String constraint, Class<? extends Op> operator, TypeSignature signature, Object[] operands) {
        Set<Optional<Quantisation>> moved = new LinkedHashSet<>();
        for (int position = 0; position < operands.length; position++) {
            for (Value operand : values(operands[position])) {
                if (signature.operand(position) == TypeClass.ANY) {
                    moved.add(operand.type().quantisation());
                }
                IllTyped.unless(!operand.type().isQuantised() || MOVEMENTS.contains(operator) && operand.type().scheme().isPerTensor(),
                    constraint, "%s takes no operand %s: on quantised integers only movements work unwrapped, with one scale",
                    OpSchema.of(operator).mnemonic(), operand);
            }
        }
        IllTyped.unless(moved.size() <= 1 || !MOVEMENTS.contains(operator), constraint, "%s moves what is quantised alike, got %s",
            OpSchema.of(operator).mnemonic(), moved);
    }

    @SuppressWarnings("unchecked")
    private static List<Value> values(Object operand) {
        if (operand instanceof Value value) {
            return List.of(value);
        }
        return operand instanceof Optional<?> optional ? ((Optional<Value>) optional).map(List::of).orElse(List.of())
            : (List<Value>) operand;
    }

    private static String message(OpSchema schema, TypeSignature signature, Object[] operands) {
        List<Part> parts = schema.parts().stream().filter(part -> part.role() != Role.ATTRIBUTE).toList();
        List<String> found = new ArrayList<>();
        for (int position = 0; position < operands.length; position++) {
            for (Value operand : values(operands[position])) {
                found.add(operands.length == 1 ? operand.type().toString() : parts.get(position).name() + " " + operand.type());
            }
        }
        boolean several = parts.get(parts.size() - 1).role() == Role.OPERAND_LIST;
        return signature.required(parts.stream().map(Part::name).toList(), several) + ", got " + String.join(", ", found);
    }
}
