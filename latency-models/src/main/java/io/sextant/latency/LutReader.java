package io.sextant.latency;

import io.sextant.device.measure.Clock;
import io.sextant.device.measure.Interval;
import io.sextant.ir.InvalidInput;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Reads the text of a {@link LutFile}; every complaint names file, line and what would be right. */
final class LutReader {
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,18}(\\.[0-9]{1,18})?([eE][-+]?[0-9]{1,3})?");
    private static final Pattern COUNT = Pattern.compile("[0-9]{1,9}");
    private static final int DEVICE_LINE = 2;

    private final String file;
    private final Map<LutKey, Integer> lineOfKey = new HashMap<>();
    private int line;

    LutReader(String file) {
        this.file = file;
    }

    Lut read(String text) {
        List<String> lines = text.lines().toList();
        require(lines, 1, LutFile.VERSION, LutFile.VERSION::equals);
        require(lines, DEVICE_LINE, LutFile.DEVICE + "FINGERPRINT",
            actual -> actual.startsWith(LutFile.DEVICE) && actual.length() > LutFile.DEVICE.length());
        String device = lines.get(DEVICE_LINE - 1).substring(LutFile.DEVICE.length());
        List<Correction> corrections = corrections(lines, device);
        String columns = CsvLine.format(LutFile.COLUMNS);
        int header = DEVICE_LINE + corrections.size() + 1;
        require(lines, header, columns, columns::equals);
        List<LutRow> rows = new ArrayList<>();
        for (line = header + 1; line <= lines.size(); line++) {
            String content = lines.get(line - 1);
            if (!content.startsWith("#")) {
                rows.add(row(content, device));
            }
        }
        return lut(device, corrections, rows);
    }

    private void require(List<String> lines, int number, String expected, Predicate<String> fits) {
        line = number;
        String actual = number <= lines.size() ? lines.get(number - 1) : "the end of the file";
        if (!fits.test(actual)) {
            throw invalid("expected '" + expected + "', got '" + shortened(actual) + "'");
        }
    }

    private List<Correction> corrections(List<String> lines, String device) {
        List<Correction> corrections = new ArrayList<>();
        for (line = DEVICE_LINE + 1; line <= lines.size() && lines.get(line - 1).startsWith(LutFile.CORRECTION); line++) {
            try {
                Correction read = CorrectionJson.read(lines.get(line - 1).substring(LutFile.CORRECTION.length()), device);
                if (corrections.stream().anyMatch(earlier -> earlier.target().equals(read.target()))) {
                    throw new IllegalArgumentException("a second correction of " + read.target()
                        + "; a table has one correction for each target");
                }
                corrections.add(read);
            } catch (IllegalArgumentException e) {
                throw invalid(e.getMessage());
            }
        }
        return corrections;
    }

    private Lut lut(String device, List<Correction> corrections, List<LutRow> rows) {
        try {
            return new Lut(device, corrections, rows);
        } catch (IllegalArgumentException e) {
            throw new InvalidInput(file + ": " + e.getMessage(), e);
        }
    }

    private LutRow row(String content, String device) {
        try {
            List<String> fields = CsvLine.parse(content);
            if (fields.size() != LutFile.COLUMNS.size()) {
                throw new IllegalArgumentException("expected " + LutFile.COLUMNS.size() + " columns, got " + fields.size());
            }
            LutRow row = row(fields);
            if (!row.key().device().equals(device)) {
                throw new IllegalArgumentException("expected the header's device '" + device + "', got '" + row.key().device() + "'");
            }
            Integer earlier = lineOfKey.put(row.key(), line);
            if (earlier != null) {
                throw new IllegalArgumentException("kernel, implementation, device, threads and clock are those of line " + earlier
                    + "; a table has one row for each");
            }
            return row;
        } catch (IllegalArgumentException e) {
            throw invalid(e.getMessage());
        }
    }

    private static LutRow row(List<String> fields) {
        LutKey key = new LutKey(fields.get(0), fields.get(2), fields.get(3), count("threads", fields.get(4)), clock(fields.get(5)));
        Provenance kind = Provenance.parse(fields.get(6)).orElseThrow(() -> new IllegalArgumentException(
            "kind is measured, estimated, summed, imported or failed, got '" + shortened(fields.get(6)) + "'"));
        OptionalDouble median = number("median_ns", fields.get(8));
        OptionalDouble lo = number("lo_ns", fields.get(9));
        OptionalDouble hi = number("hi_ns", fields.get(10));
        if (lo.isPresent() != hi.isPresent() || lo.isPresent() && median.isEmpty()) {
            throw new IllegalArgumentException("lo_ns and hi_ns are both given, with median_ns, or both empty");
        }
        Optional<Interval> interval = lo.isEmpty() ? Optional.empty()
            : Optional.of(new Interval(median.getAsDouble(), lo.getAsDouble(), hi.getAsDouble()));
        return new LutRow(key, fields.get(1), kind, count("n", fields.get(7)), median, interval, fields.get(11),
            date(fields.get(12)));
    }

    private static int count(String column, String text) {
        if (!COUNT.matcher(text).matches()) {
            throw new IllegalArgumentException(column + " is a whole number, got '" + shortened(text) + "'");
        }
        return Integer.parseInt(text);
    }

    private static OptionalDouble number(String column, String text) {
        if (text.isEmpty()) {
            return OptionalDouble.empty();
        }
        if (!DECIMAL.matcher(text).matches()) {
            throw new IllegalArgumentException(column + " is a decimal number of nanoseconds or empty, got '"
                + shortened(text) + "'");
        }
        return OptionalDouble.of(Double.parseDouble(text));
    }

    private static Clock clock(String text) {
        return Arrays.stream(Clock.values()).filter(clock -> clock.text().equals(text)).findFirst()
            .orElseThrow(() -> new IllegalArgumentException(
                "clock is one of " + Arrays.stream(Clock.values()).map(Clock::text).toList() + ", got '" + shortened(text) + "'"));
    }

    private static Instant date(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("date is an instant such as 2026-01-31T12:00:00Z, got '" + shortened(text) + "'", e);
        }
    }

    private static String shortened(String text) {
        return text.length() <= 120 ? text : text.substring(0, 120) + "...";
    }

    private InvalidInput invalid(String message) {
        return new InvalidInput(file + ":" + line + ": " + message);
    }
}
