package io.sextant.cli.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The fields of a JSON object that a program wrote: each is there and of its type, or the object is damaged. */
record Fields(JsonNode tree) {
    /** An object is not what the program writes. */
    static final class Damaged extends RuntimeException {
        Damaged(String reason) {
            super(reason);
        }
    }

    Fields {
        if (!tree.isObject()) {
            throw new Damaged("expected a JSON object");
        }
    }

    boolean has(String name) {
        return tree.has(name);
    }

    String text(String name) {
        return typed(name, "a text", JsonNode::isTextual).textValue();
    }

    boolean flag(String name) {
        return typed(name, "true or false", JsonNode::isBoolean).booleanValue();
    }

    int whole(String name) {
        return typed(name, "a whole number", Fields::isInt).intValue();
    }

    long large(String name) {
        return typed(name, "a whole number", node -> node.isIntegralNumber() && node.canConvertToLong()).longValue();
    }

    double number(String name) {
        return typed(name, "a number", JsonNode::isNumber).doubleValue();
    }

    Fields fields(String name) {
        return new Fields(typed(name, "an object", JsonNode::isObject));
    }

    <T> List<T> list(String name, Function<JsonNode, T> element) {
        List<T> list = new ArrayList<>();
        typed(name, "a list", JsonNode::isArray).forEach(node -> list.add(element.apply(node)));
        return list;
    }

    List<Integer> wholes(String name) {
        return list(name, node -> {
            if (!isInt(node)) {
                throw new Damaged("expected whole numbers in '" + name + "'");
            }
            return node.intValue();
        });
    }

    List<String> texts(String name) {
        return list(name, JsonNode::asText);
    }

    private static boolean isInt(JsonNode node) {
        return node.isIntegralNumber() && node.canConvertToInt();
    }

    private interface Type {
        boolean holds(JsonNode node);
    }

    private JsonNode typed(String name, String expected, Type type) {
        JsonNode node = tree.get(name);
        if (node == null || !type.holds(node)) {
            throw new Damaged("expected " + expected + " in '" + name + "'" + (node == null ? "" : ", found " + node));
        }
        return node;
    }
}
