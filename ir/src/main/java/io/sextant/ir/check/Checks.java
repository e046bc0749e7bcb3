package io.sextant.ir.check;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.rewrite.Pipeline;
import io.sextant.ir.rewrite.Rewrites;
import io.sextant.ir.rewrite.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The checks that need nothing but this module. */
public final class Checks {
    private static final List<Pipeline> PIPELINES = List.of(Rewrites.STRUCTURE, Rewrites.CANONICAL, Rewrites.QUANTISED,
        Rewrites.INFERENCE);

    private Checks() {
    }

    /** Of text form, kernels, hashes, ONNX, memory plans; of every rewrite rule by itself, and of the pipelines. */
    public static List<Check> all() {
        List<Check> checks = new ArrayList<>(List.of(new TextForm(), new KernelCover(), new Hashes(), new OnnxRoundTrip(), new ArenaCheck()));
        rules().values().forEach(rule -> checks.add(RewriteCheck.of(rule)));
        PIPELINES.forEach(pipeline -> checks.add(new RewriteCheck(pipeline)));
        return checks;
    }

    /** Whether ONNX has all that a graph needs; not so for some on narrow integers. What else cannot be written is passed on. */
    public static boolean isWritable(Graph graph) {
        return OnnxRoundTrip.written(graph).isPresent();
    }

    /** Every rule of the pipelines, by name. */
    static Map<String, Rule> rules() {
        Map<String, Rule> rules = new TreeMap<>();
        PIPELINES.forEach(pipeline -> pipeline.rules().forEach(rule -> rules.put(rule.name(), rule)));
        return rules;
    }
}
