package io.sextant.cli.run;

import io.sextant.device.measure.NoiseReport;
import io.sextant.search.limit.Limit;
import io.sextant.search.loop.Counts;
import io.sextant.search.loop.Finalist;
import io.sextant.search.loop.SearchResult;
import io.sextant.training.Libtorch;
import io.sextant.training.Recipe;
import io.sextant.training.data.Mnist1d;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The result of a search as JSON trees: what {@code search --json} prints, and {@code run.json}. */
public final class ResultTree {
    private static final String SUMMARY_SCHEMA = "sextant-search/1";
    private static final String RUN_SCHEMA = "sextant-run/1";
    /** What {@code run.json} has beside the summary. */
    private static final List<String> RUN_FIELDS = List.of("program", "versions", "command", "arguments", "started", "settings",
        "space_declaration", "machine", "front", "trials");

    private ResultTree() {
    }

    /** The object that {@code search --json} prints. */
    public static Map<String, Object> summary(Run run, SearchResult result, RunEvidence evidence) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("schema", SUMMARY_SCHEMA);
        tree.put("verdict", result instanceof SearchResult.Feasible ? "feasible" : "infeasible");
        tree.put("space", run.space().name());
        tree.put("device", run.bench().device().id());
        tree.put("backend", run.bench().implementation().id());
        tree.put("limits", result.summary().limits().all().stream().map(Limit::toString).toList());
        tree.put("limits_derived", result.summary().derived());
        if (result instanceof SearchResult.Feasible feasible) {
            Map<String, Object> winner = winner(run, feasible, evidence);
            evidence.ranking().ifPresent(ranking -> ranking.addTo(winner));
            evidence.integers().filter(integers -> !integers.forms().isEmpty()).ifPresent(integers -> winner.put("int8", integers.tree()));
            tree.put("winner", winner);
        } else {
            ((SearchResult.Infeasible) result).nearest().ifPresent(nearest -> tree.put("nearest", nearest(run, nearest)));
        }
        tree.put("costs", evidence.tree());
        tree.put("memory", evidence.memoryTree());
        tree.put("counts", counts(result.summary().counts()));
        tree.put("seconds", result.summary().duration().toMillis() / 1e3);
        tree.put("folder", run.folder().toString());
        return tree;
    }

    /** The object in {@code run.json}. */
    public static Map<String, Object> run(Run run, SearchResult result, RunEvidence evidence, String programVersion) {
        Map<String, Object> tree = summary(run, result, evidence);
        tree.put("schema", RUN_SCHEMA);
        tree.put("program", programVersion);
        tree.put("versions", versions(run));
        tree.put("command", run.command());
        tree.put("arguments", run.arguments());
        tree.put("started", run.started().toString());
        tree.put("settings", settings(run));
        tree.put("space_declaration", run.space().declaration());
        tree.put("machine", machine(run));
        tree.put("front", result.summary().front().points().stream().map(point -> point.item().number()).toList());
        tree.put("trials", result.summary().trials().stream().map(trial -> TrialTree.of(trial, run.space())).toList());
        return tree;
    }

    /** The object that {@code search --json} printed, from the one in {@code run.json}. */
    static Map<String, Object> summary(Map<String, Object> run) {
        Map<String, Object> tree = new LinkedHashMap<>(run);
        RUN_FIELDS.forEach(tree::remove);
        tree.put("schema", SUMMARY_SCHEMA);
        return tree;
    }

    private static Map<String, Object> winner(Run run, SearchResult.Feasible feasible, RunEvidence evidence) {
        Finalist winner = feasible.winner();
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("trial", winner.trial().number());
        tree.put("genotype", winner.trial().proposal().genotype().toString());
        tree.put("description", run.space().describe(winner.trial().proposal().genotype()));
        tree.put("metrics", TrialTree.metrics(winner.metrics()));
        Map<String, Object> accuracy = accuracy(winner);
        accuracy.put("baseline", baseline(run, feasible));
        tree.put("accuracy", accuracy);
        tree.put("files", files(feasible, evidence));
        return tree;
    }

    /** Names beside {@code run.json}, in a fixed order. */
    private static Map<String, Object> files(SearchResult.Feasible feasible, RunEvidence evidence) {
        Map<String, Object> tree = new LinkedHashMap<>();
        WinnerFiles.of(feasible, evidence).forEach(entry -> tree.put(entry.key(), entry.name()));
        tree.put("front", "front.csv");
        tree.put("report", "report.html");
        tree.put("run", "run.json");
        tree.put("trials", "trials.jsonl");
        return tree;
    }

    private static Map<String, Object> versions(Run run) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("backend", run.bench().implementation().backend() + " " + run.bench().implementation().version());
        tree.put("libtorch", Libtorch.version());
        tree.put("java", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
        tree.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version") + " " + System.getProperty("os.arch"));
        return tree;
    }

    private static Map<String, Object> baseline(Run run, SearchResult.Feasible feasible) {
        Map<String, Object> tree = accuracy(feasible.baseline());
        tree.put("trial", feasible.baseline().trial().number());
        tree.put("description", run.space().describe(feasible.baseline().trial().proposal().genotype()));
        tree.put("rule", "most parameters within the limits");
        tree.put("is_winner", feasible.winnerIsBaseline());
        return tree;
    }

    private static Map<String, Object> accuracy(Finalist finalist) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("value", finalist.freshAccuracy().mean());
        tree.put("standard_error", finalist.freshAccuracy().standardError());
        tree.put("standard_test", finalist.standardAccuracy().mean());
        tree.put("standard_test_error", finalist.standardAccuracy().standardError());
        tree.put("selection", finalist.selectionAccuracy().mean());
        tree.put("seeds", finalist.seeds());
        tree.put("epochs", finalist.epochs());
        return tree;
    }

    private static Map<String, Object> nearest(Run run, SearchResult.Nearest nearest) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("trial", nearest.trial().number());
        tree.put("genotype", nearest.trial().proposal().genotype().toString());
        tree.put("description", run.space().describe(nearest.trial().proposal().genotype()));
        tree.put("metrics", TrialTree.metrics(nearest.metrics()));
        tree.put("binding", nearest.binding().toString());
        tree.put("violation", nearest.binding().violation());
        return tree;
    }

    private static Map<String, Object> counts(Counts counts) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("proposed", counts.proposed());
        tree.put("measured", counts.measured());
        tree.put("predicted", counts.predicted());
        tree.put("trained", counts.trained());
        tree.put("cached", counts.cached());
        tree.put("duplicates", counts.duplicates());
        Map<String, Object> recalled = new LinkedHashMap<>();
        recalled.put("costs", counts.recalled().costs());
        recalled.put("finalists", counts.recalled().finalists());
        recalled.put("trainings", counts.recalled().trainings());
        tree.put("from_journal", recalled);
        return tree;
    }

    private static Map<String, Object> settings(Run run) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("strategy", run.strategy());
        tree.put("limits", run.settings().limits().stream().map(Limit::toString).toList());
        tree.put("trials", run.settings().trials().count());
        tree.put("window", run.settings().trials().window());
        tree.put("budget_s", run.settings().budget().toMillis() / 1e3);
        tree.put("seed", run.settings().seed());
        tree.put("training", run.settings().training());
        tree.put("recipe", Recipe.STANDARD);
        tree.put("data_set", Mnist1d.NAME);
        return tree;
    }

    private static Map<String, Object> machine(Run run) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("fingerprint", run.bench().device().fingerprint());
        tree.put("cpu", run.bench().device().processor().model().name());
        tree.put("isa", List.copyOf(run.bench().device().processor().isa()));
        tree.put("noise", noise(run));
        return tree;
    }

    private static Map<String, Object> noise(Run run) {
        Map<String, Object> tree = new LinkedHashMap<>();
        run.bench().noiseReport().ifPresent(report -> tree.putAll(noise(report)));
        tree.put("words", run.bench().noiseWords());
        return tree;
    }

    /** The verdict on a machine, as {@code profile --json} prints it too. */
    public static Map<String, Object> noise(NoiseReport report) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("aa_difference", report.aaDifference());
        tree.put("resolvable", report.resolvable());
        tree.put("pace", report.host().pace());
        tree.put("verdict", report.verdict().text());
        return tree;
    }
}
