package io.sextant.ir.text;

import io.sextant.ir.naming.NearMatch;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.OpSchema;
import io.sextant.ir.op.OpSchema.Part;
import io.sextant.ir.op.OpSchema.Role;
import io.sextant.ir.op.Quantized;
import io.sextant.ir.op.Value;
import io.sextant.ir.type.Quantisation;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Reads an operator as {@link io.sextant.ir.op.OpText} writes it; attributes may come in any order. */
final class OperatorParser {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,63}");

    private final Scanner scanner;
    private final Supplier<Value> use;

    /** @param use takes the operand that comes next */
    OperatorParser(Scanner scanner, Supplier<Value> use) {
        this.scanner = scanner;
        this.use = use;
    }

    Op operator() {
        return scanner.takeWord("quantized") ? quantized() : plain();
    }

    /** The real operator on quantised operands, then what is made of its result. */
    private Op quantized() {
        int start = scanner.next();
        List<Value> inputs = new ArrayList<>();
        Op real = new OperatorParser(scanner, () -> {
            inputs.add(use.get());
            return Quantized.standIn(inputs.get(inputs.size() - 1));
        }).plain();
        OpSchema schema = OpSchema.of(Quantized.class);
        List<Object> components = new ArrayList<>(List.of(real, inputs));
        Map<String, Object> attributes = attributes(schema, schema.parts().subList(components.size(), schema.parts().size()));
        schema.parts().stream().skip(components.size()).forEach(part -> components.add(attributes.get(part.name())));
        return scanner.checked(start, () -> schema.create(components));
    }

    private Op plain() {
        int start = scanner.next();
        OpSchema schema = schema();
        List<Object> components = operands(schema);
        Map<String, Object> attributes = attributes(schema, schema.parts());
        for (int i = 0; i < components.size(); i++) {
            Part part = schema.parts().get(i);
            if (part.role() == Role.ATTRIBUTE) {
                Object value = attributes.get(part.name());
                if (value == null) {
                    throw scanner.expected("attribute " + part.name() + " of " + schema.mnemonic());
                }
                components.set(i, value);
            }
        }
        return scanner.checked(start, () -> schema.create(components));
    }

    private OpSchema schema() {
        String name = scanner.peek();
        Optional<OpSchema> schema = OpSchema.named(name);
        if (schema.isEmpty()) {
            throw scanner.expected("an operator" + meant(name, OpSchema.all().stream().map(OpSchema::mnemonic).toList()));
        }
        scanner.skip(name.length());
        return schema.get();
    }

    private static String meant(String name, List<String> names) {
        return NearMatch.of(name, names).map(near -> " (did you mean '" + near + "'?)")
            .orElse(" (one of " + String.join(", ", names) + ")");
    }

    /** One entry per part of the schema, null for attributes. */
    private List<Object> operands(OpSchema schema) {
        List<Object> components = new ArrayList<>();
        scanner.expect("(");
        boolean first = true;
        for (Part part : schema.parts()) {
            if (part.role() == Role.ATTRIBUTE) {
                components.add(null);
                continue;
            }
            if (!first) {
                scanner.expect(",");
            }
            first = false;
            components.add(operand(part));
        }
        scanner.expect(")");
        return components;
    }

    private Object operand(Part part) {
        return switch (part.role()) {
            case OPERAND -> use.get();
            case OPTIONAL_OPERAND -> scanner.takeWord("_") ? Optional.empty() : Optional.of(use.get());
            case OPERAND_LIST -> operandList();
            case ATTRIBUTE -> throw new AssertionError(part);
        };
    }

    private List<Value> operandList() {
        List<Value> list = new ArrayList<>();
        if (!scanner.startsWith(")")) {
            do {
                list.add(use.get());
            } while (scanner.take(","));
        }
        return list;
    }

    private Map<String, Object> attributes(OpSchema schema, List<Part> among) {
        Map<String, Object> attributes = new HashMap<>();
        List<Part> parts = among.stream().filter(part -> part.role() == Role.ATTRIBUTE).toList();
        while (attributes.size() < parts.size()) {
            String name = scanner.peek();
            Optional<Part> part = parts.stream().filter(p -> p.name().equals(name)).findFirst();
            if (part.isEmpty() || attributes.containsKey(name)) {
                List<String> missing = parts.stream().map(Part::name).filter(p -> !attributes.containsKey(p)).toList();
                throw scanner.expected("attribute " + missing.get(0) + " of " + schema.mnemonic()
                    + (NearMatch.of(name, missing).isPresent() ? meant(name, missing) : ""));
            }
            scanner.skip(name.length());
            scanner.expect("=");
            attributes.put(name, attribute(part.get()));
        }
        return attributes;
    }

    private Object attribute(Part part) {
        Class<?> type = part.attributeType();
        if (type == List.class) {
            return integers(part.name());
        }
        if (type == int.class) {
            return integer(part.name());
        }
        if (type == float.class) {
            return number(part.name());
        }
        if (type == TensorType.class) {
            return scanner.type();
        }
        if (type == Quantisation.class) {
            return scanner.quantisation(part.name());
        }
        List<Object> choices = type == boolean.class ? List.of(false, true) : List.of((Object[]) type.getEnumConstants());
        return choice(part.name(), choices);
    }

    private Object choice(String attribute, List<Object> choices) {
        String word = scanner.peek();
        List<String> names = choices.stream().map(choice -> choice.toString().toLowerCase(Locale.ROOT)).toList();
        int index = names.indexOf(word);
        if (index < 0) {
            throw scanner.expected("a value of " + attribute + meant(word, names));
        }
        scanner.expect(NAME, attribute);
        return choices.get(index);
    }

    private List<Integer> integers(String attribute) {
        List<Integer> list = new ArrayList<>();
        scanner.expect("[");
        while (!scanner.take("]")) {
            if (!list.isEmpty()) {
                scanner.expect(",");
            }
            list.add(integer(attribute));
        }
        return list;
    }

    private int integer(String attribute) {
        String word = scanner.peek();
        try {
            int value = Integer.parseInt(word);
            scanner.skip(word.length());
            return value;
        } catch (NumberFormatException e) {
            throw scanner.expected("an integer of 32 bits for " + attribute);
        }
    }

    private float number(String attribute) {
        String word = scanner.peek();
        try {
            float value = Float.parseFloat(word);
            scanner.skip(word.length());
            return value;
        } catch (NumberFormatException e) {
            throw scanner.expected("a number for " + attribute);
        }
    }
}
