package io.sextant.cli.compile;

import io.sextant.ir.cost.GraphCost;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphHash;
import io.sextant.ir.rewrite.Rewritten;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;

/** What came of a model. */
record Compiled(Path model, Graph before, Rewritten rewritten, SameResult check) {
    private static final String SCHEMA = "sextant-compile/1";
    private static final String LINE = "%-10s  %s%n";
    private static final Map<String, ToLongFunction<GraphCost>> SIZES = new LinkedHashMap<>();

    static {
        SIZES.put("operators", cost -> cost.nodes().size());
        SIZES.put("macs", GraphCost::macs);
        SIZES.put("params", GraphCost::parameters);
        SIZES.put("weight_bytes", GraphCost::weightBytes);
        SIZES.put("peak_activation_bytes", GraphCost::peakActivationBytes);
    }

    /** Rules, sizes before and after, and the check. */
    String text() {
        GraphCost was = GraphCost.of(before);
        GraphCost is = GraphCost.of(rewritten.graph());
        StringBuilder text = new StringBuilder(line("rules", rewritten.report()));
        SIZES.forEach((name, size) -> text.append(line(name.replace("_bytes", " B").replace("peak_activation", "alive").replace("weight",
            "weights"), change(size.applyAsLong(was), size.applyAsLong(is)))));
        return text.append(line("check", check.words())).toString().stripTrailing();
    }

    String text(Path file, long bytes) {
        return text() + String.format("%n") + line("file", String.format(Locale.ROOT, "%s, %,d B", file, bytes)).stripTrailing();
    }

    Map<String, Object> tree(Path file, long bytes) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("schema", SCHEMA);
        tree.put("model", model.toString());
        tree.put("file", file.toString());
        tree.put("bytes", bytes);
        tree.put("structure", GraphHash.structure(rewritten.graph()));
        tree.put("rules", rewritten.fired());
        tree.put("before", sizes(before));
        tree.put("after", sizes(rewritten.graph()));
        tree.put("check", Map.of("verdict", check.verdict().name().toLowerCase(Locale.ROOT), "words", check.words()));
        return tree;
    }

    private static Map<String, Object> sizes(Graph graph) {
        GraphCost cost = GraphCost.of(graph);
        Map<String, Object> tree = new LinkedHashMap<>();
        SIZES.forEach((name, size) -> tree.put(name, size.applyAsLong(cost)));
        return tree;
    }

    private static String change(long was, long is) {
        return was == is ? String.format(Locale.ROOT, "%,d", is) : String.format(Locale.ROOT, "%,d -> %,d", was, is);
    }

    private static String line(String name, String value) {
        return String.format(LINE, name, value);
    }
}
