package io.sextant.cli;

import io.sextant.cli.ProfileEntrants.Fastest;
import io.sextant.cli.bench.Backends;
import io.sextant.cli.bench.Tuning;
import io.sextant.cli.bench.Workbench;
import io.sextant.cli.progress.ProbeStage;
import io.sextant.cli.progress.Progress;
import io.sextant.cli.progress.TuningStage;
import io.sextant.cli.run.JsonText;
import io.sextant.cli.run.ResultTree;
import io.sextant.cli.terminal.ExitCode;
import io.sextant.cli.terminal.ModelOptions;
import io.sextant.cli.terminal.Models;
import io.sextant.cli.terminal.OutputOptions;
import io.sextant.cli.terminal.Table;
import io.sextant.cli.terminal.WorkerOptions;
import io.sextant.device.measure.Clock;
import io.sextant.device.measure.Interval;
import io.sextant.device.measure.LayerProfile;
import io.sextant.device.measure.LayerTime;
import io.sextant.device.measure.MeasurePlan;
import io.sextant.device.measure.Measurement;
import io.sextant.device.measure.NoiseCheck;
import io.sextant.device.measure.NoiseReport;
import io.sextant.device.measure.ProfileOutcome;
import io.sextant.device.profile.DeviceCatalog;
import io.sextant.device.run.WorkerLimits;
import io.sextant.ir.InvalidInput;
import io.sextant.ir.kernel.PlacedKernel;
import io.sextant.ir.onnx.OnnxImport;
import io.sextant.ir.quantity.Quantity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "profile", mixinStandardHelpOptions = true,
    description = {"Measures a model on a device: end to end in fresh processes, and layer by layer.",
        "Any ONNX file that ONNX Runtime can run; open extents are taken as 1, unless --batch or --dim fix them, which is for models"
            + " that 'sextant show' can show."},
    footer = {"", "Example:", "  sextant profile runs/<id>/winner.onnx --device host --backend onnxruntime"})
final class ProfileCommand implements Callable<Integer> {
    private static final String SCHEMA = "sextant-profile/1";
    private static final int MOST_THREADS = 1024;

    @Mixin
    private OutputOptions output;

    @Mixin
    private WorkerOptions worker;

    @Mixin
    private ModelOptions reading;

    @Parameters(paramLabel = "MODEL", description = "An ONNX or TFLite file, or a graph in text form.")
    private Path model;

    @Option(names = "--device", defaultValue = DeviceCatalog.HOST, description = "A device's name or profile (default: ${DEFAULT-VALUE}).")
    private String device;

    @Option(names = "--backend", defaultValue = Backends.DEFAULT, description = "What runs the model (default: ${DEFAULT-VALUE}).")
    private String backend;

    @Option(names = "--tuning", defaultValue = "measured", paramLabel = "HOW", description = Tuning.DESCRIPTION)
    private Tuning tuning;

    @Option(names = "--fresh", description = "Tune anew what the store has; the model is measured anew in any case.")
    private boolean fresh;

    @Option(names = "--threads", defaultValue = "1", description = "Threads of the engine (default: ${DEFAULT-VALUE}).")
    private int threads;

    @Option(names = "--seed", defaultValue = "0", description = "Of the order of measuring (default: ${DEFAULT-VALUE}).")
    private long seed;

    private record Profiled(Fastest fastest, LayerProfile layers, NoiseReport noise) {
        Measurement total() {
            return fastest.total();
        }

        /** The backend that ran it, with its version and options. */
        String backend() {
            return fastest.entrant().program().implementation().id();
        }

        /** How the others fared. */
        String rivals() {
            StringBuilder text = new StringBuilder();
            fastest.others().forEach((name, nanos) -> text.append("\nslower      ").append(name).append(", ").append(Quantity.time(nanos)));
            fastest.failures().forEach((name, why) -> text.append("\nnot usable  ").append(name).append(": ").append(why));
            fastest.mixture().ifPresent(words -> text.append("\nmixture     ").append(words));
            return text.toString();
        }
    }

    @Override
    public Integer call() throws IOException {
        if (Models.form(model) == Models.Form.ONNX) {
            OnnxImport.requireModel(model);
        }
        if (threads < 1 || threads > MOST_THREADS) {
            throw new InvalidInput("--threads " + threads + ": expected a number from 1 to " + MOST_THREADS);
        }
        WorkerLimits limits = worker.limits();
        Progress progress = output.progress();
        try (Workbench bench = Workbench.open(new Workbench.Request(device, backend, true,
            tuning.order(fresh, TuningStage.alone(progress))), new ProbeStage(progress))) {
            Profiled profiled = profile(bench, limits, progress);
            progress.close();
            System.out.println(output.json ? JsonText.indented(tree(bench, profiled)) : text(bench, profiled));
        } finally {
            progress.close();
        }
        return ExitCode.DONE;
    }

    private Profiled profile(Workbench bench, WorkerLimits limits, Progress progress) throws IOException {
        MeasurePlan plan = MeasurePlan.finalists(threads, seed);
        ProfileEntrants entrants = ProfileEntrants.of(bench, model, reading, threads);
        progress.stage("Measuring end to end", entrants.count());
        Fastest fastest = entrants.fastest(bench, bench.measurer(limits), plan, progress::step);
        ProfileEntrants.Entrant entrant = fastest.entrant();
        progress.stage("Profiling layers", 1);
        LayerProfile layers = layers(entrant.backend().profileLayers(entrant.program(), entrant.graph(), fastest.total()));
        progress.step();
        progress.stage("Checking noise", 1);
        NoiseReport noise = noise(bench.noise(entrant.program(), MeasurePlan.screening(threads, seed), limits));
        progress.step();
        return new Profiled(fastest, layers, noise);
    }

    private LayerProfile layers(ProfileOutcome outcome) {
        if (outcome instanceof ProfileOutcome.Failed failed) {
            throw new InvalidInput(model + " cannot be profiled: " + failed.reason());
        }
        return ((ProfileOutcome.Profiled) outcome).profile();
    }

    private NoiseReport noise(NoiseCheck.Outcome outcome) {
        if (outcome instanceof NoiseCheck.Outcome.Failed failed) {
            throw new InvalidInput(model + " cannot be run: " + failed.reason());
        }
        return ((NoiseCheck.Outcome.Checked) outcome).report();
    }

    private String text(Workbench bench, Profiled profiled) {
        Table table = new Table("layer", "operator", "median", "share", "kernel");
        for (LayerTime layer : profiled.layers().layers()) {
            table.row(layer.name(), layer.operator(), Quantity.time(layer.medianNs()).toString(),
                String.format(Locale.ROOT, "%.1f %%", 100 * layer.share()), label(layer));
        }
        StringBuilder text = new StringBuilder(table.toString()).append("layers: ").append(profiled.layers().method()).append('\n');
        new TreeMap<>(profiled.total().byClock()).forEach((clock, interval) -> text.append(String.format("%-10s  %s%s%n",
            clock.text(), shown(interval),
            clock == profiled.total().key().clock() ? "  (this clock decides)" : "")));
        return text.append("device      ").append(bench.device().id()).append(' ').append(bench.device().fingerprint())
            .append("\nbackend     ").append(profiled.backend()).append(", ").append(threads).append(" thread")
            .append(threads == 1 ? "" : "s").append(", ").append(profiled.total().processes()).append(" fresh processes").append(profiled.rivals())
            .append("\nmachine     ").append(profiled.noise().words()).toString();
    }

    private static String shown(Interval interval) {
        return Quantity.time(interval.median()) + "  [" + Quantity.time(interval.lo()) + ", " + Quantity.time(interval.hi()) + "]";
    }

    private static String label(LayerTime layer) {
        return layer.kernel().map(PlacedKernel::kernel).map(kernel -> kernel.label()).orElse("-");
    }

    private Map<String, Object> tree(Workbench bench, Profiled profiled) {
        Clock clock = profiled.total().key().clock();
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("schema", SCHEMA);
        tree.put("model", model.toString());
        tree.put("device", bench.device().id());
        tree.put("fingerprint", bench.device().fingerprint());
        tree.put("backend", profiled.backend());
        tree.put("slower", profiled.fastest().others());
        tree.put("not_usable", profiled.fastest().failures());
        profiled.fastest().mixture().ifPresent(words -> tree.put("mixture", words));
        tree.put("threads", threads);
        tree.put("clock", clock.text());
        tree.put("total", interval(profiled.total().latency()));
        Map<String, Object> clocks = new LinkedHashMap<>();
        new TreeMap<>(profiled.total().byClock()).forEach((each, interval) -> clocks.put(each.text(), interval(interval)));
        tree.put("clocks", clocks);
        tree.put("protocol", profiled.total().key().protocol());
        tree.put("layers_method", profiled.layers().method());
        tree.put("layers", profiled.layers().layers().stream().map(ProfileCommand::layer).toList());
        Map<String, Object> noise = ResultTree.noise(profiled.noise());
        noise.put("words", profiled.noise().words());
        tree.put("noise", noise);
        return tree;
    }

    private static Map<String, Object> interval(Interval interval) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("median_ns", interval.median());
        tree.put("lo_ns", interval.lo());
        tree.put("hi_ns", interval.hi());
        return tree;
    }

    private static Map<String, Object> layer(LayerTime layer) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", layer.name());
        tree.put("operator", layer.operator());
        tree.put("kernel", layer.kernel().map(placed -> placed.kernel().signature()).orElse(layer.operator()));
        tree.put("label", label(layer));
        tree.put("median_ns", layer.medianNs());
        tree.put("share", layer.share());
        return tree;
    }
}
