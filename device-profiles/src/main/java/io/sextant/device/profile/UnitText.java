package io.sextant.device.profile;

import io.sextant.ir.document.YamlNode;
import io.sextant.ir.quantity.Unit;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers with units as profiles write them: {@code 32 KiB}, {@code 99.8 GFLOP/s}, {@code 16 GB/s}, {@code 400 ns}. */
final class UnitText {
    private static final Pattern QUANTITY = Pattern.compile("([0-9]{1,18}(?:\\.[0-9]{1,18})?) ?([A-Za-z/]{1,10})");
    private static final Map<String, Double> MEMORY = units(Unit.Dimension.MEMORY);
    private static final Map<String, Double> TIME = units(Unit.Dimension.TIME);
    private static final Map<String, Double> ARITHMETIC = rates("FLOP/s");
    private static final Map<String, Double> BANDWIDTH = rates("B/s");

    private UnitText() {
    }

    static long bytes(YamlNode node) {
        String expected = "a size such as 32 KiB (units: " + String.join(", ", MEMORY.keySet()) + ")";
        double bytes = value(node, MEMORY, expected);
        if (bytes != Math.rint(bytes) || bytes < 1 || bytes > 1L << 53) {
            throw node.wrong(expected + " that is a whole number of bytes");
        }
        return (long) bytes;
    }

    static double nanoseconds(YamlNode node) {
        return positive(node, TIME, "a time such as 400 ns");
    }

    static double gigaflops(YamlNode node) {
        return positive(node, ARITHMETIC, "a rate such as 99.8 GFLOP/s");
    }

    static double gigabytesPerSecond(YamlNode node) {
        return positive(node, BANDWIDTH, "a rate such as 16 GB/s");
    }

    /** In the largest of MiB, KiB and B that makes a whole number. */
    static String ofBytes(long bytes) {
        if (bytes % (1024 * 1024) == 0) {
            return bytes / (1024 * 1024) + " MiB";
        }
        return bytes % 1024 == 0 ? bytes / 1024 + " KiB" : bytes + " B";
    }

    static String of(double number, String unit) {
        return new BigDecimal(Double.toString(number)).stripTrailingZeros().toPlainString() + " " + unit;
    }

    private static double positive(YamlNode node, Map<String, Double> units, String example) {
        String expected = example + " (units: " + String.join(", ", units.keySet()) + ")";
        double value = value(node, units, expected);
        if (!(value > 0)) {
            throw node.wrong(expected + " above zero");
        }
        return value;
    }

    private static double value(YamlNode node, Map<String, Double> units, String expected) {
        Matcher matcher = QUANTITY.matcher(node.text(expected).strip());
        if (!matcher.matches() || !units.containsKey(matcher.group(2))) {
            throw node.wrong(expected);
        }
        return Double.parseDouble(matcher.group(1)) * units.get(matcher.group(2));
    }

    private static Map<String, Double> units(Unit.Dimension dimension) {
        Map<String, Double> units = new LinkedHashMap<>();
        for (Unit unit : Unit.values()) {
            if (unit.dimension() == dimension) {
                units.put(unit.symbol(), unit.base());
            }
        }
        return units;
    }

    /** In units of 1e9 per second. */
    private static Map<String, Double> rates(String base) {
        Map<String, Double> units = new LinkedHashMap<>();
        units.put("M" + base, 1e-3);
        units.put("G" + base, 1.0);
        units.put("T" + base, 1e3);
        return units;
    }
}
