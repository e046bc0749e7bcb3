package io.sextant.cli.report;

import io.sextant.cli.report.data.Amount;
import io.sextant.cli.report.data.Arena;
import io.sextant.cli.report.data.CostModel;
import io.sextant.cli.report.data.Evidence;
import io.sextant.cli.report.data.Fact;
import io.sextant.cli.report.data.Fate;
import io.sextant.cli.report.data.Layers;
import io.sextant.cli.report.data.Outcome;
import io.sextant.cli.report.data.ReportData;
import io.sextant.cli.report.data.Trials.Trial;
import io.sextant.cli.report.data.Trials;
import io.sextant.cli.report.data.Winner;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.kernel.Fusion;
import io.sextant.ir.memory.ArenaPlan;
import io.sextant.ir.memory.LifetimePicture;
import io.sextant.ir.memory.MemoryPlan;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.ir.type.TensorType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;

/** A search's report as it could be; {@code texts} is applied to every text in it. */
public record SampleReport(UnaryOperator<String> texts) {

    /** Writes sample pages to a folder, to be looked at. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        Map<String, ReportData> pages = Map.of("feasible", feasible(), "infeasible", infeasible(), "large", feasible(5000),
            "one", feasible(1), "nothing", nothingMeasured());
        for (Map.Entry<String, ReportData> page : pages.entrySet()) {
            Files.writeString(folder.resolve(page.getKey() + ".html"), ReportPage.html(page.getValue()));
        }
    }

    public static ReportData feasible() {
        return feasible(96);
    }

    public static ReportData feasible(int count) {
        return new SampleReport(UnaryOperator.identity()).of(SampleTrials.of(count));
    }

    /** All candidates are over the limit. */
    public static ReportData infeasible() {
        Trials usual = SampleTrials.of(40);
        List<Trial> over = usual.all().stream().filter(trial -> trial.fate().excess().isPresent()).toList();
        ReportData other = feasible();
        return new ReportData(other.run(), missed(), Optional.empty(), new Trials("latency", "us", OptionalDouble.of(5), 16, over),
            Evidence.NONE, other.device());
    }

    public static ReportData nothingMeasured() {
        ReportData other = feasible();
        Trial failed = new Trial(0, "w0.25", Optional.empty(), Optional.empty(), OptionalDouble.empty(),
            Fate.of(Outcome.FAILED, "the worker did not start"));
        return new ReportData(other.run(), missed(), Optional.empty(),
            new Trials("latency", "us", OptionalDouble.of(5), 16, List.of(failed)), Evidence.NONE, other.device());
    }

    private static ReportData.Verdict missed() {
        return new ReportData.Verdict(false, "no network meets latency <= 5 us; the nearest, trial 7, has 16.02 us",
            List.of(new ReportData.Verdict.Limit("latency <= 5 us", "given", "16.02 us", false)));
    }

    public ReportData of(Trials trials) {
        ReportData.Run run = new ReportData.Run(t("20261121-100207-mnist1d-s7"),
            t("./sextant search --space mnist1d --limit 'latency <= 60 us' --seed 7"), t("2026-11-21 10:02:07 UTC"),
            Duration.ofSeconds(187),
            List.of(fact("proposed", "96"), fact("measured", "6"), fact("from the store", "0"), fact("trained", "58")),
            List.of(fact("space", "mnist1d, 5,308,416 networks"), fact("strategy", "evolution"), fact("seed", "7"),
                fact("seeds of the final trainings", "1844674407370955161, 7905747460161236406, 3952873730080618203")),
            List.of(fact("winner.onnx", "the network with its trained weights"), fact("front.csv", "the Pareto front"),
                fact("run.json", "everything that a replay needs")));
        ReportData.Verdict verdict = new ReportData.Verdict(true, t("the winner's measured upper bound meets every limit"), List.of(
            new ReportData.Verdict.Limit(t("latency <= 60 us"), t("given"), t("57.44 us  [56.72 us, 58.9 us] measured"), true)));
        Trials named = new Trials(t("latency"), t("us"), trials.limit(), trials.batch(), trials.all().stream().map(this::t).toList());
        Optional<Winner> winner = SampleTrials.best(trials).or(() -> trials.all().stream().findFirst()).map(this::winner);
        return new ReportData(run, verdict, winner, named, new Evidence(Optional.of(layers()), Optional.of(arena()), Optional.of(costModel())), device());
    }

    private Winner winner(Trial best) {
        Winner.Accuracy accuracy = new Winner.Accuracy(0.9312, 0.0021, 3, OptionalDouble.of(0.942),
            Optional.of(new Winner.Baseline(t("most parameters within the limits"), 0.921)));
        List<Winner.Metric> metrics = List.of(
            new Winner.Metric(t("latency"), t(best.remeasured().orElseGet(() -> best.cost().orElseThrow()))),
            new Winner.Metric(t("params"), new Amount(5834, 5834, 5834, "", t("counted"))),
            new Winner.Metric(t("macs"), new Amount(118_220, 118_220, 118_220, "", t("counted"))),
            new Winner.Metric(t("flash"), new Amount(24.6, 24.6, 24.6, t("KiB"), t("counted"))));
        return new Winner(best.number(), t(best.description()), metrics, accuracy, List.of());
    }

    private Layers layers() {
        List<Layers.Layer> layers = new ArrayList<>();
        double[] shares = {0.08, 0.05, 0.31, 0.12, 0.02, 0.11, 0.06, 0.15, 0.07, 0.03};
        for (int i = 0; i < shares.length; i++) {
            boolean depthwise = i % 3 == 2;
            layers.add(new Layers.Layer(t("/blocks." + i / 3 + (depthwise ? "/depthwise" : "/expand") + "/Conv_fused"), t("FusedConv"),
                i == 4 ? "" : t(depthwise ? "depthwise k5 s1 20x64 +relu" : "conv k1 s1 20x16->64 +bias +relu"), 57.44 * shares[i],
                shares[i]));
        }
        return new Layers(new Amount(57.44, 56.72, 58.9, t("us"), t("measured")),
            t("the engine's profiler, rescaled to the unprofiled total (1.31 times)"), layers);
    }

    private Arena arena() {
        GraphBuilder graph = new GraphBuilder("sample");
        Value x = graph.input(t("input"), TensorType.f32(1, 40, 12));
        Value y = graph.add(new Unary(x, Unary.Kind.TANH));
        Graph sample = graph.output("sum", graph.add(new Binary(x, y, Binary.Kind.ADD))).build();
        ArenaPlan plan = MemoryPlan.of(sample, Fusion.NONE).arena();
        return new Arena(plan.peakBytes(), plan.lowerBound(), plan.order().size(), LifetimePicture.inPage(plan),
            List.of(fact("RAM", "the arena"), fact("flash", "the weights")));
    }

    private CostModel costModel() {
        return new CostModel(t("a table of 151 kernels, measured on this device"), List.of(fact("table", "lut.csv, 2026-11-20"),
            fact("kernels", "151 measured, 0 unknown"), fact("correction", "1.034 times the sum + 2.1 us, from 24 networks"),
            fact("error on its own calibration networks", "within ±5 % 23 of 24, within ±10 % 24 of 24")));
    }

    private ReportData.Device device() {
        return new ReportData.Device(t("host"), List.of(fact("processor", "Intel Xeon Processor"), fact("cores", "2"),
            fact("backend", "onnxruntime 1.29.0 threads=1 opt=all"),
            fact("fingerprint", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822c")),
            t("quiet: differences under 1.1 % are noise (A/A 0.4 %)"), true);
    }

    private Trial t(Trial trial) {
        Fate fate = new Fate(trial.outcome(), trial.fate().cause().isEmpty() ? "" : t(trial.fate().cause()), trial.fate().excess(),
            t(trial.fate().detail()));
        return new Trial(trial.number(), t(trial.description()), trial.cost().map(this::t), trial.remeasured().map(this::t),
            trial.accuracy(), fate);
    }

    private Amount t(Amount amount) {
        return new Amount(amount.value(), amount.lo(), amount.hi(), t(amount.unit()), t(amount.kind()));
    }

    private Fact fact(String name, String value) {
        return new Fact(t(name), t(value));
    }

    private String t(String text) {
        return texts.apply(text);
    }
}
