package io.sextant.cli.compile;

import io.sextant.ir.cost.GraphCost;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphHash;
import io.sextant.ir.rewrite.Rewritten;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** What came of a model; of one that is quantised, {@code rewritten} is what it was before that. */
record Compiled(Path model, Graph before, Rewritten rewritten, SameResult check, Optional<Quantisation> quantisation) {
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

    /** The graph that is written. */
    Graph result() {
        return quantisation.map(made -> made.quantised().graph()).orElse(rewritten.graph());
    }

    /** Rules, sizes before and after, and the check. */
    String text() {
        GraphCost was = GraphCost.of(before);
        GraphCost is = GraphCost.of(result());
        StringBuilder text = new StringBuilder(line("rules", rewritten.report()));
        SIZES.forEach((name, size) -> text.append(line(name.replace("_bytes", " B").replace("peak_activation", "alive").replace("weight",
            "weights"), change(size.applyAsLong(was), size.applyAsLong(is)))));
        text.append(line("check", check.words()));
        return quantisation.map(QuantisationText::text).orElse("") + text.toString().stripTrailing();
    }

    String text(Path file, long bytes) {
        return text() + String.format("%n") + line("file", String.format(Locale.ROOT, "%s, %,d B", file, bytes)).stripTrailing();
    }

    String text(Path folder, CEmission.Written c) {
        StringBuilder text = new StringBuilder(text()).append(String.format("%n")).append(line("backend", c.backend()))
            .append(line("weights", c.weights().text())).append(line("folder", folder.toString()));
        c.files().forEach((file, bytes) -> text.append(line("", String.format(Locale.ROOT, "%s, %,d B", file, bytes))));
        return text.toString().stripTrailing();
    }

    Map<String, Object> tree(Path file, long bytes) {
        Map<String, Object> written = new LinkedHashMap<>();
        written.put("file", file.toString());
        written.put("bytes", bytes);
        return tree(written);
    }

    Map<String, Object> tree(Path folder, CEmission.Written c) {
        Map<String, Object> written = new LinkedHashMap<>();
        written.put("folder", folder.toString());
        written.put("files", c.files());
        written.put("backend", c.backend());
        written.put("weights", c.weights().text());
        return tree(written);
    }

    private Map<String, Object> tree(Map<String, Object> written) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("schema", SCHEMA);
        tree.put("model", model.toString());
        tree.putAll(written);
        tree.put("structure", GraphHash.structure(result()));
        tree.put("rules", rewritten.fired());
        tree.put("before", sizes(before));
        tree.put("after", sizes(result()));
        tree.put("check", Map.of("verdict", check.verdict().name().toLowerCase(Locale.ROOT), "words", check.words()));
        quantisation.ifPresent(made -> tree.put("quantisation", QuantisationText.tree(made)));
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
