package io.sextant.cli.lut;

import io.sextant.cli.run.JsonText;
import io.sextant.cli.terminal.ExitCode;
import io.sextant.cli.terminal.OutputOptions;
import io.sextant.cli.terminal.Table;
import io.sextant.device.measure.Interval;
import io.sextant.ir.InvalidInput;
import io.sextant.ir.kernel.Kernel;
import io.sextant.ir.quantity.Quantity;
import io.sextant.latency.Lut;
import io.sextant.latency.LutFile;
import io.sextant.latency.LutRow;
import io.sextant.latency.Provenance;
import io.sextant.latency.Target;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "show", mixinStandardHelpOptions = true, description = "Shows what is in a LUT, the longest kernels first.",
    footer = {"", "Example:", "  sextant lut show lut.csv --limit 20"})
final class LutShowCommand implements Callable<Integer> {
    private static final String SCHEMA = "sextant-lut/1";
    private static final int MOST_FAILURES = 5;

    @Parameters(paramLabel = "LUT", description = "A LUT in CSV.")
    private Path file;

    @Option(names = "--limit", defaultValue = "20", description = "Rows to show; 0 for all (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() {
        if (limit < 0) {
            throw new InvalidInput("--limit " + limit + ": expected a number of rows, 0 for all");
        }
        Lut lut = LutFile.read(file);
        List<LutRow> shown = lut.rows().stream()
            .sorted(Comparator.comparingDouble((LutRow row) -> row.medianNs().orElse(0)).reversed())
            .limit(limit == 0 ? Long.MAX_VALUE : limit).toList();
        System.out.println(output.json ? JsonText.indented(tree(lut, shown)) : text(lut, shown));
        return ExitCode.DONE;
    }

    private static String text(Lut lut, List<LutRow> shown) {
        Table table = new Table("kernel", "median", "95 % interval", "processes", "kind");
        shown.forEach(row -> table.row(label(row), row.medianNs().stream().mapToObj(Quantity::time).map(Quantity::toString)
            .findFirst().orElse("-"), row.interval().map(LutShowCommand::bounds).orElse("-"), String.valueOf(row.n()), row.kind().text()));
        StringBuilder text = new StringBuilder(table.toString());
        lut.rows().stream().filter(row -> row.kind() == Provenance.FAILED).limit(MOST_FAILURES)
            .forEach(row -> text.append("failed      ").append(label(row)).append(": ").append(row.protocol()).append('\n'));
        if (shown.size() < lut.rows().size()) {
            text.append("and ").append(lut.rows().size() - shown.size()).append(" rows more; --limit 0 shows all\n");
        }
        text.append("device      ").append(lut.device()).append("\nrows        ").append(counts(lut));
        targets(lut).forEach((target, rows) -> text.append("\ntarget      ").append(target).append(": ").append(rows).append(" rows")
            .append(lut.correction(target).map(correction -> "\ncorrection  " + LutBuildCommand.words(correction)).orElse("")));
        return text.toString();
    }

    /** The kernel's label where this version of the program reads its text, else the text itself. */
    static String label(LutRow row) {
        try {
            return Kernel.parse(row.kernelText()).label();
        } catch (InvalidInput e) {
            return row.kernelText();
        }
    }

    private static String bounds(Interval interval) {
        return String.format(Locale.ROOT, "%s .. %s (+-%.1f %%)", Quantity.time(interval.lo()), Quantity.time(interval.hi()),
            100 * interval.relativeHalfWidth());
    }

    private static String counts(Lut lut) {
        Map<String, Long> byKind = new TreeMap<>(lut.rows().stream()
            .collect(Collectors.groupingBy(row -> row.kind().text(), Collectors.counting())));
        return lut.rows().size() + (byKind.isEmpty() ? "" : ": " + byKind.entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey()).collect(Collectors.joining(", ")));
    }

    private static Map<Target, Long> targets(Lut lut) {
        return lut.rows().stream().collect(Collectors.groupingBy(row -> Target.of(row.key()), LinkedHashMap::new, Collectors.counting()));
    }

    private Map<String, Object> tree(Lut lut, List<LutRow> shown) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("schema", SCHEMA);
        tree.put("file", file.toString());
        tree.put("device", lut.device());
        tree.put("rows", lut.rows().size());
        tree.put("targets", targets(lut).entrySet().stream().map(entry -> {
            Map<String, Object> target = new LinkedHashMap<>();
            target.put("implementation", entry.getKey().implementation());
            target.put("threads", entry.getKey().threads());
            target.put("clock", entry.getKey().clock().text());
            target.put("rows", entry.getValue());
            lut.correction(entry.getKey()).ifPresent(correction -> target.put("correction", LutBuildCommand.tree(correction)));
            return target;
        }).toList());
        tree.put("kernels", shown.stream().map(LutShowCommand::row).toList());
        return tree;
    }

    private static Map<String, Object> row(LutRow row) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("kernel", row.key().kernel());
        tree.put("label", label(row));
        tree.put("kind", row.kind().text());
        tree.put("n", row.n());
        row.medianNs().ifPresent(median -> tree.put("median_ns", median));
        row.interval().ifPresent(interval -> tree.put("lo_ns", interval.lo()));
        row.interval().ifPresent(interval -> tree.put("hi_ns", interval.hi()));
        tree.put("protocol", row.protocol());
        return tree;
    }
}
