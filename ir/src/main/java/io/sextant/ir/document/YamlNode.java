package io.sextant.ir.document;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.naming.NearMatch;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A value in a YAML document that knows where it stands. All that refuses it throws {@link InvalidInput} with file, line, the keys that
 * lead to it, what would be right and what was found.
 */
public final class YamlNode {
    private static final int MOST_OPTIONS = 64;

    private final Place place;
    private final Content content;

    YamlNode(Place place, Content content) {
        this.place = place;
        this.content = content;
    }

    /** A complaint about this value. */
    public InvalidInput error(String message) {
        return place.error(message);
    }

    /** {@code expected X, found Y}. */
    public InvalidInput wrong(String expected) {
        return wrong(expected, "");
    }

    private InvalidInput wrong(String expected, String hint) {
        return error("expected " + expected + ", found " + content.shown() + hint);
    }

    /** What {@code value} makes of this; its {@link IllegalArgumentException} becomes a complaint about this value. */
    public <T> T checked(Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException refusal) {
            throw error(refusal.getMessage());
        }
    }

    /** A scalar as it is written, never empty. {@code expected} says what it should be, for the message if this is none. */
    public String text(String expected) {
        if (content instanceof Content.Scalar scalar) {
            return scalar.text();
        }
        throw wrong(expected);
    }

    /** A whole number in [low, high], where {@code 0 <= low}. */
    public int integer(int low, int high) {
        String expected = "a whole number from " + low + " to " + high;
        String text = text(expected);
        if (!text.matches("[0-9]{1,9}") || Integer.parseInt(text) < low || Integer.parseInt(text) > high) {
            throw wrong(expected);
        }
        return Integer.parseInt(text);
    }

    /** A decimal number without exponent in [low, high], where {@code 0 <= low}. */
    public double decimal(double low, double high) {
        String expected = "a number from " + low + " to " + high;
        String text = text(expected);
        if (!text.matches("[0-9]{1,9}(\\.[0-9]{1,9})?") || Double.parseDouble(text) < low || Double.parseDouble(text) > high) {
            throw wrong(expected);
        }
        return Double.parseDouble(text);
    }

    /** {@code true} or {@code false}. */
    public boolean flag() {
        String text = text("true or false");
        if (!text.equals("true") && !text.equals("false")) {
            throw wrong("true or false");
        }
        return text.equals("true");
    }

    /** A constant of {@code type}, written in lower case. */
    public <E extends Enum<E>> E constant(Class<E> type) {
        List<String> names = Stream.of(type.getEnumConstants()).map(constant -> constant.name().toLowerCase(Locale.ROOT)).toList();
        String expected = "one of " + String.join(", ", names);
        String text = text(expected);
        if (!names.contains(text)) {
            throw wrong(expected, NearMatch.hint(text, names));
        }
        return type.getEnumConstants()[names.indexOf(text)];
    }

    /** The parts of a list. {@code expected} says what it should be, for the message if this is none. */
    public List<YamlNode> items(String expected) {
        if (content instanceof Content.Sequence sequence) {
            return sequence.items();
        }
        throw wrong(expected);
    }

    /** A value, or a list of 1 to {@value #MOST_OPTIONS} distinct ones: the options of a choice. */
    public <T> List<T> options(Function<YamlNode, T> value) {
        if (!(content instanceof Content.Sequence sequence)) {
            return List.of(value.apply(this));
        }
        int count = sequence.items().size();
        if (count == 0 || count > MOST_OPTIONS) {
            throw error("expected 1 to " + MOST_OPTIONS + " options, found " + count);
        }
        List<T> options = new ArrayList<>();
        Set<T> seen = new HashSet<>();
        for (YamlNode item : sequence.items()) {
            T option = value.apply(item);
            if (!seen.add(option)) {
                throw item.error("the option " + item.content.shown() + " is given twice");
            }
            options.add(option);
        }
        return options;
    }

    /** The entries of a map that may have any keys, in the order of the file. */
    public Map<String, YamlNode> entries() {
        return entries("a map of keys and values");
    }

    private Map<String, YamlNode> entries(String expected) {
        if (content instanceof Content.Mapping mapping) {
            return mapping.entries();
        }
        throw wrong(expected);
    }

    /** This, if it is a map that has no other keys than these. */
    public YamlNode withKeys(List<String> known) {
        String all = String.join(", ", known);
        entries("a map of " + all).forEach((key, node) -> {
            if (!known.contains(key)) {
                throw new Place(place.file(), node.place.line(), place.path()).error("unknown key '" + Place.shorten(key) + "'"
                    + NearMatch.of(key, known).map(near -> "; did you mean " + near + "?").orElse("; known are " + all));
            }
        });
        return this;
    }

    /** @param example a value for the key, for the message if it is missing */
    public YamlNode required(String key, String example) {
        return optional(key).orElseThrow(() -> error("the key '" + key + "' is missing, e.g. " + key + ": " + example));
    }

    public Optional<YamlNode> optional(String key) {
        return Optional.ofNullable(entries().get(key));
    }
}
