package io.sextant.cli.compile;

import io.sextant.cli.terminal.Table;
import io.sextant.ir.op.Value;
import io.sextant.ir.quantize.QuantisationReport.LayerError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What quantisation came to, as a table and as a tree. */
final class QuantisationText {
    private QuantisationText() {
    }

    /** One line a layer, then what stays f32 and why, then the outputs and weights. */
    static String text(Quantisation quantisation) {
        Table table = new Table("layer", "method", "SQNR", "steps");
        String method = QuantisationOptions.name(quantisation.method());
        for (LayerError layer : quantisation.report().layers()) {
            table.row(name(layer.result(), layer.operator()), method, decibels(layer.sqnr()),
                String.format(Locale.ROOT, "%.1f", layer.steps()));
        }
        quantisation.graph().nodes().stream().filter(node -> quantisation.quantised().real().containsKey(node.result()))
            .forEach(node -> table.row(name(node.result(), node.op().mnemonic()), "f32", "", ""));
        table.row("outputs", "", decibels(quantisation.report().outputs()), "");
        StringBuilder text = new StringBuilder(table.toString());
        Map<String, List<String>> byReason = new LinkedHashMap<>();
        quantisation.quantised().real().forEach((value, reason) -> byReason.computeIfAbsent(reason, key -> new ArrayList<>())
            .add("%" + value.id()));
        byReason.forEach((reason, values) -> text.append("in f32: ").append(String.join(", ", values)).append(" (").append(reason)
            .append(")\n"));
        long[] bytes = quantisation.weightBytes();
        return text.append(String.format(Locale.ROOT, "weights %,d B -> %,d B; ranges of %d inputs, errors on %s%n", bytes[0], bytes[1],
            quantisation.samples(), quantisation.heldOut() == 0 ? "the same" : quantisation.heldOut() + " others")).toString();
    }

    private static String name(Value value, String operator) {
        return "%" + value.id() + " " + operator;
    }

    private static String decibels(double value) {
        return Double.isInfinite(value) ? value > 0 ? "exact" : "lost" : String.format(Locale.ROOT, "%.1f dB", value);
    }

    static Map<String, Object> tree(Quantisation quantisation) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("rounding", QuantisationOptions.name(quantisation.plan().rounding()));
        tree.put("method", QuantisationOptions.name(quantisation.method()));
        tree.put("samples", quantisation.samples());
        tree.put("held_out", quantisation.heldOut());
        tree.put("outputs_sqnr_db", finite(quantisation.report().outputs()));
        tree.put("layers", quantisation.report().layers().stream().map(QuantisationText::tree).toList());
        Map<String, Object> real = new LinkedHashMap<>();
        quantisation.quantised().real().forEach((value, reason) -> real.put("%" + value.id(), reason));
        tree.put("f32", real);
        return tree;
    }

    private static Map<String, Object> tree(LayerError layer) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("layer", "%" + layer.result().id());
        tree.put("operator", layer.operator());
        tree.put("sqnr_db", finite(layer.sqnr()));
        tree.put("largest_error_steps", layer.steps());
        return tree;
    }

    /** Null where there is no error, or no signal. */
    private static Double finite(double decibels) {
        return Double.isInfinite(decibels) || Double.isNaN(decibels) ? null : decibels;
    }
}
