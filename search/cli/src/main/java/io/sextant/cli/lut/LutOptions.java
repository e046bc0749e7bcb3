package io.sextant.cli.lut;

import io.sextant.cli.bench.Backends;
import io.sextant.cli.bench.LutSubject;
import io.sextant.cli.bench.ModelSubject;
import io.sextant.cli.bench.Tuning;
import io.sextant.cli.bench.Workbench;
import io.sextant.cli.progress.Progress;
import io.sextant.cli.progress.TuningStage;
import io.sextant.cli.terminal.Models;
import io.sextant.device.profile.DeviceCatalog;
import io.sextant.ir.InvalidInput;
import io.sextant.ir.graph.Graph;
import io.sextant.latency.Target;
import io.sextant.search.space.SearchSpace;
import io.sextant.search.space.Spaces;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** What a LUT is about: the networks, and on what they run. */
final class LutOptions {
    private static final int MOST_THREADS = 1024;

    @Option(names = "--space", paramLabel = "SPACE", description = "A shipped space or a YAML file.")
    private String space;

    @Option(names = "--model", paramLabel = "MODEL", description = "An ONNX or TFLite file instead of a space; may be given several times.")
    private List<Path> models = List.of();

    @Option(names = "--device", defaultValue = DeviceCatalog.HOST, description = "A device's name or profile (default: ${DEFAULT-VALUE}).")
    String device;

    @Option(names = "--backend", defaultValue = Backends.DEFAULT, description = "What runs the kernels (default: ${DEFAULT-VALUE}).")
    String backend;

    @Option(names = "--tuning", defaultValue = "none", paramLabel = "HOW", description = Tuning.DESCRIPTION)
    Tuning tuning;

    @Option(names = "--threads", defaultValue = "1", description = "Threads of the engine (default: ${DEFAULT-VALUE}).")
    int threads;

    /** What is asked for, before any device is opened. */
    record Asked(List<SearchSpace> space, List<Graph> models) {
        LutSubject subject(Workbench bench) {
            if (space.isEmpty()) {
                return new ModelSubject(models, bench.backend()::fusion);
            }
            return bench.subject(space.get(0));
        }
    }

    /** @throws InvalidInput if neither or both are given, or one is none */
    Asked asked() {
        requireThreads();
        if ((space == null) == models.isEmpty()) {
            throw new InvalidInput("give either --space SPACE or --model MODEL (several are possible), e.g. --space mobilenetv3");
        }
        return space != null ? new Asked(List.of(Spaces.named(space)), List.of())
            : new Asked(List.of(), models.stream().map(Models::read).map(Models::quantised).toList());
    }

    Workbench.Request request(boolean fresh, Progress progress) {
        return new Workbench.Request(device, backend, fresh, tuning.order(fresh, TuningStage.within(progress)));
    }

    void requireThreads() {
        if (threads < 1 || threads > MOST_THREADS) {
            throw new InvalidInput("--threads " + threads + ": expected a number from 1 to " + MOST_THREADS);
        }
    }

    Target target(Workbench bench) {
        return bench.target(threads);
    }
}
