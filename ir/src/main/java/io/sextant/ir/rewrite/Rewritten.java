package io.sextant.ir.rewrite;

import io.sextant.ir.graph.Graph;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A graph after rewriting.
 *
 * @param fired how often each rule fired, by name; rules that did not are left out
 */
public record Rewritten(Graph graph, Map<String, Integer> fired) {
    public Rewritten {
        fired = Collections.unmodifiableMap(new TreeMap<>(fired));
    }

    /** All rules together. */
    public int rewrites() {
        return fired.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** The rules that fired, e.g. {@code FoldBatchNorm 34, RemoveDeadCode 2}. */
    public String report() {
        return fired.isEmpty() ? "nothing to rewrite"
            : fired.entrySet().stream().map(entry -> entry.getKey() + " " + entry.getValue()).collect(Collectors.joining(", "));
    }
}
