package io.sextant.cli.show;

import io.sextant.cli.bench.Backends;
import io.sextant.cli.progress.ProbeStage;
import io.sextant.cli.progress.Progress;
import io.sextant.cli.run.JsonText;
import io.sextant.cli.terminal.ExitCode;
import io.sextant.cli.terminal.ModelOptions;
import io.sextant.cli.terminal.Models;
import io.sextant.cli.terminal.OutputOptions;
import io.sextant.device.profile.DeviceCatalog;
import io.sextant.device.profile.DeviceProfile;
import io.sextant.device.store.Home;
import io.sextant.device.store.HomeUse;
import io.sextant.ir.InvalidInput;
import io.sextant.ir.file.AtomicFile;
import io.sextant.ir.file.FileFailure;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.kernel.Fusion;
import io.sextant.ir.memory.LifetimePicture;
import io.sextant.ir.memory.MemoryPlan;
import io.sextant.ir.memory.MemoryText;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "show", mixinStandardHelpOptions = true,
    description = {"Prints a model as Sextant sees it: its operators, what each layer costs, and where the time must go.",
        "A layer is what the backend runs as one operator. Its floor is the time that one core of the device needs at least: for its"
            + " arithmetic at peak, or for moving its bytes, whichever is longer. The host is probed when that never happened."},
    footer = {"", "Examples:", "  sextant show runs/<id>/winner.onnx", "  sextant show bert.onnx --no-ir --batch 1 --dim sequence=128"})
public final class ShowCommand implements Callable<Integer> {
    @Mixin
    private OutputOptions output;

    @Mixin
    private ModelOptions reading;

    @Parameters(paramLabel = "MODEL", description = "An ONNX or TFLite file, or a graph in text form.")
    private Path model;

    @Option(names = "--ir", negatable = true, defaultValue = "true", fallbackValue = "true",
        description = "Print the operators in text form first, or not.")
    private boolean ir;

    @Option(names = "--device", paramLabel = "NAME", description = "The device whose floors are shown, by its name or profile"
        + " (default: " + DeviceCatalog.HOST + ").")
    private String device;

    @Option(names = "--backend", defaultValue = Backends.DEFAULT, description = "Whose layers are shown; auto: those of onnxruntime"
        + " (default: ${DEFAULT-VALUE}).")
    private String backend;

    @Option(names = "--memory", description = "Plan all activations in one arena, and print its peak and what lies in it then.")
    private boolean memory;

    @Option(names = "--memory-picture", paramLabel = "FILE.svg", description = "Also draw when each activation lies where.")
    private Path picture;

    @Override
    public Integer call() {
        Graph graph = reading.read(model);
        Path home = Home.ofEnvironment();
        Fusion fusion = Backends.fusion(backend, home, graph);
        Shown shown = shown(graph, fusion, home);
        Optional<MemoryPlan> plan = memory || picture != null ? Optional.of(plan(Models.quantised(graph), home)) : Optional.empty();
        plan.filter(planned -> picture != null).ifPresent(this::draw);
        if (output.json) {
            Map<String, Object> tree = new ShowTree(shown).tree(model, ir);
            plan.ifPresent(planned -> tree.put("memory", Map.of("peak_bytes", planned.arena().peakBytes(), "lower_bound_bytes",
                planned.arena().lowerBound())));
            System.out.println(JsonText.indented(tree));
        } else {
            System.out.println(new ShowText(shown).text(ir) + plan.map(planned -> "\n" + MemoryText.of(planned).stripTrailing()).orElse(""));
        }
        return ExitCode.DONE;
    }

    /** As the model runs, with which predictions plan too: values between a product on integers and the next take a byte each. */
    private MemoryPlan plan(Graph quantised, Path home) {
        return MemoryPlan.of(quantised, Backends.fusion(backend, home, quantised));
    }

    private void draw(MemoryPlan plan) {
        try {
            AtomicFile.write(picture, LifetimePicture.svg(plan.arena()));
        } catch (IOException e) {
            throw new InvalidInput(picture + ": cannot be written: " + FileFailure.reason(e), e);
        }
    }

    /** A device that was not asked for is no reason not to show the rest. */
    private Shown shown(Graph graph, Fusion fusion, Path home) {
        try {
            DeviceProfile profile = profile(home);
            return Shown.of(graph, fusion, Roofline.of(profile), Optional.of(profile));
        } catch (InvalidInput e) {
            if (device != null) {
                throw e;
            }
            return Shown.of(graph, fusion, Roofline.unknown("no floors, since this machine cannot be probed: " + e.getMessage()),
                Optional.empty());
        }
    }

    /** While a host is probed, nobody removes the toolchain. */
    private DeviceProfile profile(Path home) {
        String name = device == null ? DeviceCatalog.HOST : device;
        DeviceCatalog catalog = new DeviceCatalog(home, Clock.systemUTC());
        if (!name.equals(DeviceCatalog.HOST)) {
            return catalog.open(name, step -> { });
        }
        Progress progress = output.progress();
        HomeUse use = HomeUse.shared(home);
        try (use) {
            return catalog.open(name, new ProbeStage(progress));
        } finally {
            progress.close();
        }
    }
}
