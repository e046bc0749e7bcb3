package io.sextant.cli.run;

import io.sextant.ir.quantity.Metric;
import io.sextant.search.loop.Standing;
import io.sextant.search.loop.Trial;
import io.sextant.search.port.Estimate;
import io.sextant.search.space.SearchSpace;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Trials and metrics as JSON trees. */
final class TrialTree {
    private TrialTree() {
    }

    static Map<String, Object> of(Trial trial, SearchSpace space) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("trial", trial.number());
        tree.put("genotype", trial.proposal().genotype().toString());
        tree.put("description", space.describe(trial.proposal().genotype()));
        tree.put("parents", trial.proposal().parents());
        tree.put("metrics", metrics(trial.metrics()));
        tree.put("remeasured", metrics(trial.remeasured()));
        tree.put("standing", standing(trial.standing()));
        tree.put("reason", trial.standing().reason());
        if (trial.standing() instanceof Standing.Infeasible infeasible) {
            tree.put("binding", infeasible.binding().limit().toString());
            tree.put("violation", infeasible.binding().violation());
        }
        if (trial.standing() instanceof Standing.Duplicate duplicate) {
            tree.put("same_as", duplicate.of());
        }
        tree.put("scores", trial.scores());
        return tree;
    }

    static Map<String, Object> metrics(Map<Metric, Estimate> metrics) {
        Map<String, Object> tree = new LinkedHashMap<>();
        new TreeMap<>(metrics).forEach((metric, estimate) -> tree.put(metric.text(), metric(metric, estimate)));
        return tree;
    }

    private static Map<String, Object> metric(Metric metric, Estimate estimate) {
        double unit = metric.display().base();
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("value", estimate.value() / unit);
        tree.put("unit", metric.display().symbol());
        tree.put("lo", estimate.lo() / unit);
        tree.put("hi", estimate.hi() / unit);
        tree.put("kind", estimate.kind().name().toLowerCase(Locale.ROOT));
        return tree;
    }

    private static String standing(Standing standing) {
        if (standing instanceof Standing.Feasible) {
            return "feasible";
        }
        if (standing instanceof Standing.Duplicate) {
            return "duplicate";
        }
        return standing instanceof Standing.Infeasible ? "infeasible" : "failed";
    }
}
