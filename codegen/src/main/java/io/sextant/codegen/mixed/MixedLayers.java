package io.sextant.codegen.mixed;

import io.sextant.codegen.Backend;
import io.sextant.codegen.c.CBackend;
import io.sextant.codegen.mixed.run.MixedFile;
import io.sextant.codegen.onnxruntime.OnnxRuntimeBackend;
import io.sextant.device.measure.Clock;
import io.sextant.device.measure.Interval;
import io.sextant.device.measure.LayerProfile;
import io.sextant.device.measure.LayerTime;
import io.sextant.device.measure.Measurement;
import io.sextant.device.measure.ProfileOutcome;
import io.sextant.device.run.Program;
import io.sextant.device.run.WorkerFailure;
import io.sextant.device.run.WorkerLimits;
import io.sextant.device.run.WorkerProcess;
import io.sextant.ir.graph.Graph;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Divides the time of a mixed program: among its stretches by their times in place, and of each among its layers by its own backend. */
final class MixedLayers {
    private static final String LABEL = "layers";
    private static final double MOST_NANOS = 2e9;
    private static final int LEAST_INFERENCES = 8;
    private static final int MOST_INFERENCES = 1000;

    private final CBackend c;
    private final OnnxRuntimeBackend onnxRuntime;
    private final Partition partition;

    MixedLayers(CBackend c, OnnxRuntimeBackend onnxRuntime, Partition partition) {
        this.c = c;
        this.onnxRuntime = onnxRuntime;
        this.partition = partition;
    }

    ProfileOutcome profile(Program program, Measurement total) throws IOException {
        int inferences = (int) Math.max(LEAST_INFERENCES, Math.min(MOST_INFERENCES, MOST_NANOS / total.latency().median()));
        try (WorkerProcess worker = WorkerProcess.start(program.worker(), WorkerLimits.DEFAULT)) {
            worker.load(LABEL, program.artifact(), 1);
            worker.layers(LABEL, LEAST_INFERENCES);
            return divided(program, worker.layers(LABEL, inferences), total, inferences);
        } catch (WorkerFailure e) {
            return new ProfileOutcome.Failed(program.artifact().getFileName() + ": " + e.getMessage());
        }
    }

    private ProfileOutcome divided(Program program, List<Double> nanos, Measurement total, int inferences) throws IOException {
        double all = nanos.stream().mapToDouble(Double::doubleValue).sum();
        List<Graph> graphs = partition.graphs(MixedFile::port);
        List<LayerTime> layers = new ArrayList<>();
        for (int i = 0; i < graphs.size(); i++) {
            double share = nanos.get(i) / all;
            ProfileOutcome part = part(i, graphs.get(i), program, scaled(total, share));
            if (!(part instanceof ProfileOutcome.Profiled profiled)) {
                return part;
            }
            String prefix = partition.stretches().get(i).engine().text() + (i + 1) + "/";
            profiled.profile().layers().forEach(layer -> layers.add(new LayerTime(prefix + layer.name(), layer.operator(), layer.kernel(),
                layer.medianNs(), Math.min(1, share * layer.share()))));
        }
        return new ProfileOutcome.Profiled(new LayerProfile(total, layers, "each stretch by the clock in its place, in the middle half of "
            + inferences + " inferences, its layers by its own backend, scaled to the total"));
    }

    private ProfileOutcome part(int index, Graph graph, Program whole, Measurement total) throws IOException {
        Path folder = whole.artifact().getParent();
        Backend by = switch (partition.stretches().get(index).engine()) {
            case C -> c;
            case ONNX_RUNTIME -> onnxRuntime;
        };
        Path file = by == c ? c.part(graph, folder).object() : onnxRuntime.part(graph, folder);
        return by.profileLayers(MixedBackend.program(by, graph, file, whole), Optional.of(graph), total);
    }

    private static Measurement scaled(Measurement total, double share) {
        Map<Clock, Interval> clocks = new EnumMap<>(Clock.class);
        total.byClock().forEach((clock, interval) -> clocks.put(clock,
            new Interval(share * interval.median(), share * interval.lo(), share * interval.hi())));
        return new Measurement(total.key(), clocks, total.unsteady(), total.samples(), total.date());
    }
}
