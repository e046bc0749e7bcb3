package io.sextant.search.limit;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.naming.NearMatch;
import io.sextant.ir.quantity.Metric;
import io.sextant.ir.quantity.Quantity;
import io.sextant.ir.quantity.Unit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads the text form of a {@link Limit} from left to right. Used once. */
final class LimitParser {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_]+");
    private static final Pattern DEVICE = Pattern.compile("@\\s*([A-Za-z0-9][A-Za-z0-9._-]*)");
    private static final Pattern RELATION = Pattern.compile("<=|>=");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}(\\.[0-9]{1,18})?([eE][+-]?[0-9]{1,2})?");
    private static final Pattern UNIT = Pattern.compile("[A-Za-z\\u00b5\\u03bc%]+");
    private static final int LONGEST = 200;

    private final String text;
    private int position;

    LimitParser(String text) {
        this.text = text;
    }

    Limit parse() {
        if (text.length() > LONGEST) {
            throw new InvalidInput("a limit has at most " + LONGEST + " characters, got " + text.length() + "; e.g. latency <= 60 us");
        }
        int start = skipSpace();
        String name = take(NAME).orElseThrow(() -> error(start, "expected a metric (" + metrics() + ")", Metric.LATENCY));
        Metric metric = Metric.parse(name).orElseThrow(() -> error(start, "unknown metric '" + name + "'"
            + NearMatch.hint(name, metricNames()) + " (" + metrics() + ")", Metric.LATENCY));
        Optional<String> device = device(metric);
        Relation relation = relation(metric);
        double value = number(metric);
        Unit unit = unit(metric, value);
        if (skipSpace() < text.length()) {
            throw error(position, "expected the end, got '" + text.substring(position) + "'", metric);
        }
        return new Limit(metric, device, relation, new Quantity(value, unit));
    }

    private Optional<String> device(Metric metric) {
        int start = skipSpace();
        if (start == text.length() || text.charAt(start) != '@') {
            return Optional.empty();
        }
        return Optional.of(take(DEVICE).orElseThrow(() -> error(start, "expected a device's name after '@'", metric))
            .substring(1).strip());
    }

    private Relation relation(Metric metric) {
        int start = skipSpace();
        String symbol = take(RELATION).orElseThrow(() -> error(start, "expected <= or >=", metric));
        return symbol.equals(Relation.AT_MOST.symbol()) ? Relation.AT_MOST : Relation.AT_LEAST;
    }

    private double number(Metric metric) {
        int start = skipSpace();
        double value = Double.parseDouble(take(NUMBER).orElseThrow(() -> error(start, "expected a number", metric)));
        if (value <= 0) {
            throw error(start, "expected a number above 0", metric);
        }
        return value;
    }

    private Unit unit(Metric metric, double value) {
        int start = skipSpace();
        String units = Arrays.stream(Unit.values()).filter(unit -> unit.dimension() == metric.dimension()).map(Unit::symbol)
            .filter(symbol -> !symbol.isEmpty()).collect(Collectors.joining(", "));
        Optional<String> symbol = take(UNIT);
        if (symbol.isEmpty() && metric.dimension() == Unit.Dimension.COUNT) {
            return Unit.ONE;
        }
        if (symbol.isEmpty()) {
            throw error(start, metric.text() + " needs a unit (" + units + ")", metric);
        }
        return Unit.parse(symbol.get()).filter(unit -> unit.dimension() == metric.dimension())
            .orElseThrow(() -> error(start, "'" + symbol.get() + "' is no unit of " + metric.text() + " (" + units + ")", metric));
    }

    private int skipSpace() {
        while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
            position++;
        }
        return position;
    }

    private Optional<String> take(Pattern pattern) {
        Matcher matcher = pattern.matcher(text).region(position, text.length());
        if (!matcher.lookingAt()) {
            return Optional.empty();
        }
        position = matcher.end();
        return Optional.of(matcher.group());
    }

    private InvalidInput error(int at, String what, Metric metric) {
        return new InvalidInput("limit '" + text + "', position " + (at + 1) + ": " + what + "; write e.g. '" + example(metric) + "'");
    }

    private static String example(Metric metric) {
        return switch (metric) {
            case LATENCY -> "latency <= 60 us";
            case RAM -> "ram <= 64 KiB";
            case FLASH -> "flash <= 256 KiB";
            case PARAMS -> "params <= 20 k";
            case MACS -> "macs <= 1.5 M";
            case ENERGY -> "energy <= 50 uJ";
        };
    }

    private static List<String> metricNames() {
        return Arrays.stream(Metric.values()).map(Metric::text).toList();
    }

    private static String metrics() {
        return String.join(", ", metricNames());
    }
}
