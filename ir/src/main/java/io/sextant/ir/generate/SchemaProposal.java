package io.sextant.ir.generate;

import io.sextant.ir.op.Op;
import io.sextant.ir.op.OpSchema;
import io.sextant.ir.op.OperatorTypes;
import io.sextant.ir.op.Value;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.IllTyped;
import io.sextant.ir.type.TensorType;
import io.sextant.ir.type.TypeSignature;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Fills in an operator from what its schema says: operands of shapes that are related to the first one's, attributes that are small, axes
 * and extents among them. What does not fit is drawn again a few times.
 */
final class SchemaProposal implements Proposal {
    private static final int ATTEMPTS = 12;

    private final Draw draw;
    private final OpSchema schema;
    private final TypeSignature types;

    SchemaProposal(Draw draw, Class<? extends Op> operator) {
        this.draw = draw;
        this.schema = OpSchema.of(operator);
        this.types = OperatorTypes.of(operator);
    }

    @Override
    public Op on(Value input) {
        for (int attempt = 1;; attempt++) {
            try {
                return schema.create(components(input));
            } catch (IllTyped refused) {
                if (attempt == ATTEMPTS) {
                    throw refused;
                }
            }
        }
    }

    private List<Object> components(Value input) {
        List<Object> components = new ArrayList<>();
        int position = 0;
        for (OpSchema.Part part : schema.parts()) {
            switch (part.role()) {
                case OPERAND -> components.add(position == 0 ? input : related(input.type(), position));
                case OPTIONAL_OPERAND -> components.add(draw.oneIn(2) ? Optional.of(related(input.type(), position)) : Optional.empty());
                case OPERAND_LIST -> components.add(list(input, position));
                case ATTRIBUTE -> {
                    components.add(attribute(part.attributeType(), input.type()));
                    continue;
                }
            }
            position++;
        }
        return components;
    }

    private List<Value> list(Value input, int position) {
        List<Value> list = new ArrayList<>(position == 0 ? List.of(input) : List.of());
        for (int more = draw.below(3); more > 0; more--) {
            list.add(draw.oneIn(3) ? input : related(input.type(), position));
        }
        return list;
    }

    /** An operand at {@code position} of a type that it may have there, and of a shape that has to do with the first one's. */
    private Value related(TensorType first, int position) {
        DType dtype = draw.oneIn(2) ? first.dtype() : draw.pick(List.copyOf(types.operand(position).types()));
        TensorType type = new TensorType(dtype, first.shape());
        return switch (draw.below(4)) {
            case 0 -> draw.value(value -> value.type().dtype() == dtype).orElseGet(() -> draw.operand(type));
            case 1 -> draw.operand(type);
            case 2 -> draw.operand(dtype, draw.broadcastable(type));
            default -> draw.operand(dtype, type.rank() == 0 ? List.of() : List.of(type.shape().last()));
        };
    }

    private Object attribute(Class<?> attribute, TensorType input) {
        if (attribute.isEnum()) {
            return draw.pick(attribute.getEnumConstants());
        }
        if (attribute == int.class) {
            return draw.oneIn(4) ? draw.between(1, 4) : draw.below(Math.max(1, input.rank()));
        }
        if (attribute == float.class) {
            return draw.decimal();
        }
        if (attribute == boolean.class) {
            return draw.oneIn(2);
        }
        if (attribute == List.class) {
            return integers(input);
        }
        throw new IllegalArgumentException(schema.mnemonic() + " has an attribute of " + attribute + ", which needs a proposal");
    }

    /** Entries for each dimension, for each spatial one, or for some axes. */
    private List<Integer> integers(TensorType input) {
        int rank = input.rank();
        return switch (draw.below(4)) {
            case 0 -> draw.each(rank, axis -> draw.below(3));
            case 1 -> draw.each(rank - 2, axis -> draw.between(1, 3));
            case 2 -> draw.each(rank, axis -> draw.pick(List.of(input.dim(axis), 1)));
            default -> draw.each(rank, axis -> axis).stream().filter(axis -> draw.oneIn(2)).toList();
        };
    }
}
