package io.sextant.codegen.onnxruntime;

import io.sextant.device.measure.LayerProfile;
import io.sextant.device.measure.LayerTime;
import io.sextant.device.measure.Measurement;
import io.sextant.device.measure.ProfileOutcome;
import io.sextant.device.run.Program;
import io.sextant.device.run.WorkerFailure;
import io.sextant.device.run.WorkerLimits;
import io.sextant.device.run.WorkerProcess;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.kernel.PlacedKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Runs a program in a worker with ONNX Runtime's profiler and divides its measured time by the profile. */
final class LayerProfiler {
    /** All inferences are one answer. */
    private static final WorkerLimits LIMITS = new WorkerLimits(WorkerLimits.DEFAULT.memoryBytes(), WorkerLimits.DEFAULT.start(),
        Duration.ofMinutes(5));
    private static final String LABEL = "profiled";
    private static final double MOST_MICROS = 2e6;
    private static final int MOST_EVENTS = 60_000;
    private static final int LEAST_INFERENCES = 8;
    private static final int MOST_INFERENCES = 400;

    private final WorkerRuntime runtime;

    LayerProfiler(WorkerRuntime runtime) {
        this.runtime = runtime;
    }

    ProfileOutcome profile(Program program, Optional<Graph> graph, Measurement total) throws IOException {
        Path folder = Files.createTempDirectory("sextant-profile");
        try {
            List<ProfiledNode> once = profiled(program, total.key().threads(), 1, folder);
            List<ProfiledNode> nodes = profiled(program, total.key().threads(), inferences(once), folder);
            return new ProfileOutcome.Profiled(layers(nodes, graph.map(g -> new NodeTrace(g, OnnxRuntimeFusion.of(g))), total));
        } catch (UnreadableProfile | WorkerFailure e) {
            return new ProfileOutcome.Failed(program.artifact().getFileName() + ": " + e.getMessage());
        } finally {
            Files.delete(folder);
        }
    }

    /** As many as fit into the time and the size of a profile that is still quick to read. */
    private static int inferences(List<ProfiledNode> once) {
        double micros = once.stream().mapToDouble(ProfiledNode::medianMicros).sum();
        double affordable = Math.min(MOST_MICROS / micros, (double) MOST_EVENTS / once.size());
        return (int) Math.max(LEAST_INFERENCES, Math.min(MOST_INFERENCES, affordable));
    }

    private List<ProfiledNode> profiled(Program program, int threads, int inferences, Path folder)
        throws IOException, WorkerFailure, UnreadableProfile {
        try (WorkerProcess worker = WorkerProcess.start(runtime.profilingCommand(folder.resolve(LABEL)), LIMITS)) {
            worker.load(LABEL, program.artifact(), threads);
            worker.time(LABEL, 1, inferences);
            worker.unload(LABEL);
            return ProfileLog.read(onlyFile(folder));
        } finally {
            empty(folder);
        }
    }

    private static LayerProfile layers(List<ProfiledNode> nodes, Optional<NodeTrace> trace, Measurement total) {
        double totalNanos = total.latency().median();
        ProfileDivision division = ProfileDivision.of(nodes, totalNanos);
        List<Optional<PlacedKernel>> kernels = trace.map(t -> t.kernels(nodes))
            .orElse(Collections.nCopies(nodes.size(), Optional.empty()));
        List<LayerTime> layers = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            ProfiledNode node = nodes.get(i);
            double nanoseconds = division.nanoseconds().get(i);
            layers.add(new LayerTime(node.name(), node.operator(), kernels.get(i), nanoseconds, Math.min(1, nanoseconds / totalNanos)));
        }
        return new LayerProfile(total, layers, division.method());
    }

    private static Path onlyFile(Path folder) throws IOException, UnreadableProfile {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findFirst().orElseThrow(() -> new UnreadableProfile("ONNX Runtime wrote no profile"));
        }
    }

    private static void empty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }
}
