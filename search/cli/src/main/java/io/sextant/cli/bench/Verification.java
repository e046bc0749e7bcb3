package io.sextant.cli.bench;

import io.sextant.cli.progress.Progress;
import io.sextant.device.measure.LayerTime;
import io.sextant.device.measure.MeasureOutcome;
import io.sextant.device.measure.MeasurePlan;
import io.sextant.device.measure.Measurement;
import io.sextant.device.measure.ProfileOutcome;
import io.sextant.device.run.Program;
import io.sextant.device.run.WorkerLimits;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphHash;
import io.sextant.ir.kernel.Kernels;
import io.sextant.latency.Agreement;
import io.sextant.latency.LutPredictor;
import io.sextant.toolchain.TemporaryFolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Networks that were predicted, and measured twice.
 *
 * @param failures why networks could not be measured, one sentence each
 */
public record Verification(List<Network> networks, List<String> failures) {
    private static final long FIRST_SEED = 1;
    private static final long REPEAT_SEED = 2;
    private static final int WORST_LAYERS = 10;

    /** @param measurement the first of the two */
    public record Network(Graph graph, double predictedNanos, Measurement measurement, double repeatedNanos) {
        /** Structure hash. */
        public String key() {
            return GraphHash.structure(graph);
        }

        public double measuredNanos() {
            return measurement.latency().median();
        }

        /** Predicted against measured, as a share. */
        public double error() {
            return predictedNanos / measuredNanos() - 1;
        }

        /** The repeat against the first measurement, as a share. */
        public double repeatError() {
            return repeatedNanos / measuredNanos() - 1;
        }
    }

    public Verification {
        networks = List.copyOf(networks);
        failures = List.copyOf(failures);
    }

    /**
     * Predicts and measures {@code graphs}; the repeat is never answered from the store.
     *
     * @throws io.sextant.ir.InvalidInput if one has a kernel that the LUT does not know, before anything is measured
     */
    public static Verification of(Workbench bench, LutPredictor predictor, List<Graph> graphs, Progress progress) {
        List<Double> predicted = graphs.stream()
            .map(graph -> predictor.predict(graph, bench.backend().fusion(graph)).latency().median()).toList();
        int threads = predictor.target().threads();
        progress.stage("measuring networks", graphs.size());
        List<MeasureOutcome> first = new WholeNetworks(bench.backend(), bench.measurer(), bench.scratch())
            .measure(graphs, MeasurePlan.screening(threads, FIRST_SEED), progress::step);
        progress.stage("measuring them again", graphs.size());
        List<MeasureOutcome> again = new WholeNetworks(bench.backend(), bench.measurer(WorkerLimits.DEFAULT), bench.scratch())
            .measure(graphs, MeasurePlan.screening(threads, REPEAT_SEED), progress::step);
        List<Network> networks = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        for (int i = 0; i < graphs.size(); i++) {
            if (first.get(i) instanceof MeasureOutcome.Measured one && again.get(i) instanceof MeasureOutcome.Measured two) {
                networks.add(new Network(graphs.get(i), predicted.get(i), one.measurement(), two.measurement().latency().median()));
            } else {
                MeasureOutcome failed = first.get(i) instanceof MeasureOutcome.Failed ? first.get(i) : again.get(i);
                failures.add("network " + (i + 1) + ": " + ((MeasureOutcome.Failed) failed).reason());
            }
        }
        if (networks.isEmpty()) {
            throw new IllegalStateException("no network could be measured; " + failures.get(0));
        }
        return new Verification(networks, failures);
    }

    public Agreement agreement() {
        return new Agreement(networks.stream().map(Network::error).toList());
    }

    /** Of each network with its own repeat: what the noise of the machine leaves of any prediction. */
    public Agreement ceiling() {
        return new Agreement(networks.stream().map(Network::repeatError).toList());
    }

    /**
     * Where the error comes from: of the networks with the largest errors, what the engine's profile says of each kernel, less its
     * prediction; nanoseconds in a network, the largest differences first. What the engine runs beside kernels (changes of layout) is
     * named by its operator.
     */
    public Map<String, Double> worstLayers(Workbench bench, LutPredictor predictor, int profiled, Progress progress) throws IOException {
        List<Network> worst = networks.stream()
            .sorted(Comparator.comparingDouble((Network network) -> Math.abs(network.error())).reversed()).limit(profiled).toList();
        if (worst.isEmpty()) {
            return Map.of();
        }
        progress.stage("profiling layers", worst.size());
        Map<String, Double> differences = new LinkedHashMap<>();
        for (Network network : worst) {
            profile(bench, network).forEach(time -> differences.merge(name(time), time.medianNs(), Double::sum));
            Kernels.of(network.graph(), bench.backend().fusion(network.graph())).forEach(placed -> differences.merge(
                placed.kernel().label(), -predictor.scale() * predictor.nanos(placed.kernel()), Double::sum));
            progress.step();
        }
        Map<String, Double> largest = new LinkedHashMap<>();
        differences.entrySet().stream()
            .sorted(Comparator.comparingDouble((Map.Entry<String, Double> entry) -> Math.abs(entry.getValue())).reversed())
            .limit(WORST_LAYERS).forEach(entry -> largest.put(entry.getKey(), entry.getValue() / worst.size()));
        return largest;
    }

    private static String name(LayerTime time) {
        return time.kernel().map(kernel -> kernel.kernel().label()).orElse(time.operator() + " (no kernel)");
    }

    private static List<LayerTime> profile(Workbench bench, Network network) throws IOException {
        try (TemporaryFolder folder = TemporaryFolder.in(bench.scratch(), "profiled")) {
            Program program = bench.backend().compile(network.graph(), folder.path());
            ProfileOutcome outcome = bench.backend().profileLayers(program, Optional.of(network.graph()), network.measurement());
            return outcome instanceof ProfileOutcome.Profiled profile ? profile.profile().layers() : List.of();
        }
    }
}
