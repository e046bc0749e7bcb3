package io.sextant.cli.lut;

import io.sextant.cli.bench.Backends;
import io.sextant.cli.bench.Tuning;
import io.sextant.cli.bench.Workbench;
import io.sextant.cli.progress.ProbeStage;
import io.sextant.cli.run.JsonText;
import io.sextant.cli.terminal.ExitCode;
import io.sextant.cli.terminal.ModelOptions;
import io.sextant.cli.terminal.Models;
import io.sextant.cli.terminal.OutputOptions;
import io.sextant.cli.terminal.Table;
import io.sextant.codegen.c.tuning.TuningListener;
import io.sextant.device.measure.Interval;
import io.sextant.device.profile.DeviceCatalog;
import io.sextant.ir.InvalidInput;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.kernel.Fusion;
import io.sextant.ir.quantity.Metric;
import io.sextant.ir.quantity.Quantity;
import io.sextant.ir.quantity.Unit;
import io.sextant.latency.Lut;
import io.sextant.latency.LutFile;
import io.sextant.latency.LutPredictor;
import io.sextant.latency.Prediction;
import io.sextant.search.port.Estimate;
import io.sextant.search.screening.StaticCosts;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "predict", mixinStandardHelpOptions = true,
    description = {"Predicts a model's latency from a LUT of this device, without running it.",
        "A kernel that the LUT does not know is an error, and so is a LUT of another device, backend version or number of threads."},
    footer = {"", "Example:", "  sextant predict model.onnx --lut lut.csv"})
public final class PredictCommand implements Callable<Integer> {
    private static final String SCHEMA = "sextant-predict/1";
    private static final int MOST_THREADS = 1024;

    @Parameters(paramLabel = "MODEL", description = "An ONNX or TFLite file, or a graph in text form.")
    private Path model;

    @Option(names = "--lut", required = true, paramLabel = "LUT", description = "A LUT in CSV, from 'sextant lut build'.")
    private Path file;

    @Option(names = "--device", defaultValue = DeviceCatalog.HOST, description = "A device's name or profile (default: ${DEFAULT-VALUE}).")
    private String device;

    @Option(names = "--backend", defaultValue = Backends.DEFAULT, description = "What would run the model (default: ${DEFAULT-VALUE}).")
    private String backend;

    @Option(names = "--tuning", defaultValue = "none", paramLabel = "HOW", description = Tuning.DESCRIPTION)
    private Tuning tuning;

    @Option(names = "--threads", defaultValue = "1", description = "Threads of the engine (default: ${DEFAULT-VALUE}).")
    private int threads;

    @Option(names = "--kernels", defaultValue = "10", description = "Kernels to list; 0 for all (default: ${DEFAULT-VALUE}).")
    private int listed;

    @Mixin
    private ModelOptions reading;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() {
        if (threads < 1 || threads > MOST_THREADS || listed < 0) {
            throw new InvalidInput("--threads is a number from 1 to " + MOST_THREADS + " and --kernels one from 0 on, got " + threads
                + " and " + listed);
        }
        Graph graph = Models.quantised(reading.read(model));
        Lut lut = LutFile.read(file);
        try (Workbench several = Workbench.open(new Workbench.Request(device, backend, false,
            tuning.order(false, TuningListener.silent())), new ProbeStage(output.progress()))) {
            Workbench bench = several.on(threads, line -> { }).knownTo(lut);
            LutPredictor predictor = LutPredictor.of(lut, file.toString(), bench.target(threads));
            Fusion fusion = bench.backend().fusion(graph);
            Prediction prediction = predictor.predict(graph, fusion);
            Map<Metric, Estimate> known = StaticCosts.of(graph, fusion);
            System.out.println(output.json ? JsonText.indented(tree(predictor, prediction, known)) : text(predictor, prediction, known));
        }
        return ExitCode.DONE;
    }

    private String text(LutPredictor predictor, Prediction prediction, Map<Metric, Estimate> known) {
        Table table = new Table("kernel", "places", "together", "share");
        prediction.kernels().stream().limit(listed == 0 ? Long.MAX_VALUE : listed).forEach(time -> table.row(time.kernel().label(),
            String.valueOf(time.places()), Quantity.time(time.totalNanos()).toString(),
            String.format(Locale.ROOT, "%.1f %%", 100 * time.totalNanos() / prediction.summedNanos())));
        int hidden = listed == 0 ? 0 : Math.max(0, prediction.kernels().size() - listed);
        Interval latency = prediction.latency();
        return table + (hidden == 0 ? "" : "and " + hidden + " kernels more; --kernels 0 shows all\n")
            + String.format(Locale.ROOT, "latency     %s  [%s, %s] %s%n", Quantity.time(latency.median()), Quantity.time(latency.lo()),
                Quantity.time(latency.hi()), prediction.corrected() ? "estimated" : "summed, with no correction for whole networks")
            + "sum         " + Quantity.time(prediction.summedNanos()) + predictor.correction()
                .map(correction -> "\ncorrection  " + LutBuildCommand.words(correction)).orElse("")
            + "\nram         " + memory(known.get(Metric.RAM)) + " estimated: " + StaticCosts.RAM
            + "\nflash       " + memory(known.get(Metric.FLASH)) + " estimated: " + StaticCosts.FLASH
            + "\ntarget      " + predictor.target();
    }

    private static Quantity memory(Estimate bytes) {
        return new Quantity(bytes.value(), Unit.BYTE).in(Unit.KIBIBYTE);
    }

    private Map<String, Object> tree(LutPredictor predictor, Prediction prediction, Map<Metric, Estimate> known) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("schema", SCHEMA);
        tree.put("model", model.toString());
        tree.put("lut", file.toString());
        tree.put("device", predictor.target().device());
        tree.put("backend", predictor.target().implementation());
        tree.put("threads", predictor.target().threads());
        tree.put("clock", predictor.target().clock().text());
        tree.put("kind", prediction.corrected() ? "estimated" : "summed");
        tree.put("median_ns", prediction.latency().median());
        tree.put("lo_ns", prediction.latency().lo());
        tree.put("hi_ns", prediction.latency().hi());
        tree.put("sum_ns", prediction.summedNanos());
        tree.put("ram_bytes", known.get(Metric.RAM).value());
        tree.put("flash_bytes", known.get(Metric.FLASH).value());
        predictor.correction().ifPresent(correction -> tree.put("correction", LutBuildCommand.tree(correction)));
        tree.put("kernels", prediction.kernels().stream().map(time -> {
            Map<String, Object> kernel = new LinkedHashMap<>();
            kernel.put("kernel", time.kernel().signature());
            kernel.put("label", time.kernel().label());
            kernel.put("places", time.places());
            kernel.put("total_ns", time.totalNanos());
            return kernel;
        }).toList());
        return tree;
    }
}
