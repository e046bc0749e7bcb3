package io.sextant.latency;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** One line of comma-separated values as in RFC 4180, without line breaks inside of fields. */
final class CsvLine {
    private CsvLine() {
    }

    static String format(List<String> fields) {
        return fields.stream().map(CsvLine::quoted).collect(Collectors.joining(","));
    }

    private static String quoted(String field) {
        boolean plain = field.indexOf(',') < 0 && field.indexOf('"') < 0 && !field.startsWith("#");
        return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
    }

    /** @throws IllegalArgumentException if a quote stands where none may */
    static List<String> parse(String line) {
        List<String> fields = new ArrayList<>();
        int at = 0;
        while (true) {
            int end = at < line.length() && line.charAt(at) == '"' ? closingQuote(line, at) + 1 : plainEnd(line, at);
            String raw = line.substring(at, end);
            fields.add(raw.startsWith("\"") ? raw.substring(1, raw.length() - 1).replace("\"\"", "\"") : raw);
            if (end == line.length()) {
                return fields;
            }
            if (line.charAt(end) != ',') {
                throw new IllegalArgumentException("a comma follows the closing quote of column " + fields.size());
            }
            at = end + 1;
        }
    }

    private static int plainEnd(String line, int start) {
        int comma = line.indexOf(',', start);
        int end = comma < 0 ? line.length() : comma;
        if (line.substring(start, end).indexOf('"') >= 0) {
            throw new IllegalArgumentException("a field with a quote is quoted as a whole, and the quote is doubled");
        }
        return end;
    }

    private static int closingQuote(String line, int open) {
        int at = line.indexOf('"', open + 1);
        while (at >= 0 && at + 1 < line.length() && line.charAt(at + 1) == '"') {
            at = line.indexOf('"', at + 2);
        }
        if (at < 0) {
            throw new IllegalArgumentException("a quoted field ends on its line");
        }
        return at;
    }
}
