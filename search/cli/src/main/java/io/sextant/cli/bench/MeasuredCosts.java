package io.sextant.cli.bench;

import io.sextant.codegen.Backend;
import io.sextant.device.measure.Interval;
import io.sextant.device.measure.MeasureOutcome;
import io.sextant.device.measure.MeasurePlan;
import io.sextant.device.measure.Measurer;
import io.sextant.device.run.Program;
import io.sextant.ir.cost.GraphCost;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.quantity.Metric;
import io.sextant.search.port.Candidate;
import io.sextant.search.port.CostModel;
import io.sextant.search.port.CostOutcome;
import io.sextant.search.port.Estimate;
import io.sextant.search.port.Remeasure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Costs of candidates as measured on the device by one backend, through the store; parameters and MACs are counted. */
public final class MeasuredCosts implements CostModel, Remeasure {
    private final Backend backend;
    private final Measurer measurer;
    private final Path folder;
    private final MeasurePlan screening;
    private final MeasurePlan finalists;

    /** @param folder where compiled candidates are put */
    public MeasuredCosts(Backend backend, Measurer measurer, Path folder, long seed) {
        this.backend = backend;
        this.measurer = measurer;
        this.folder = folder;
        this.screening = MeasurePlan.screening(1, seed);
        this.finalists = MeasurePlan.finalists(1, seed);
    }

    @Override
    public List<CostOutcome> costs(List<Candidate> candidates, Runnable progress) {
        return measure(candidates, screening, progress);
    }

    @Override
    public List<CostOutcome> remeasure(List<Candidate> candidates, Runnable progress) {
        return measure(candidates, finalists, progress);
    }

    private List<CostOutcome> measure(List<Candidate> candidates, MeasurePlan plan, Runnable progress) {
        Map<Candidate, CostOutcome> outcomes = new LinkedHashMap<>();
        List<Candidate> compiled = new ArrayList<>();
        List<Program> programs = new ArrayList<>();
        for (Candidate candidate : candidates) {
            try {
                programs.add(backend.compile(candidate.graph(), folder));
                compiled.add(candidate);
            } catch (UnsupportedOperationException e) {
                outcomes.put(candidate, new CostOutcome.Unknown(backend.name() + " cannot compile it: " + e.getMessage()));
                progress.run();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        List<MeasureOutcome> measured = measurer.measure(programs, plan, progress);
        for (int i = 0; i < compiled.size(); i++) {
            outcomes.put(compiled.get(i), outcome(compiled.get(i).graph(), measured.get(i)));
        }
        return candidates.stream().map(outcomes::get).toList();
    }

    private static CostOutcome outcome(Graph graph, MeasureOutcome measured) {
        if (measured instanceof MeasureOutcome.Measured ok) {
            Map<Metric, Estimate> metrics = counted(graph);
            Interval latency = ok.measurement().latency();
            metrics.put(Metric.LATENCY, new Estimate(latency.median(), latency.lo(), latency.hi(), Estimate.Kind.MEASURED));
            return new CostOutcome.Known(metrics, ok.reused());
        }
        return new CostOutcome.Unknown(((MeasureOutcome.Failed) measured).reason());
    }

    private static Map<Metric, Estimate> counted(Graph graph) {
        GraphCost cost = GraphCost.of(graph);
        Map<Metric, Estimate> metrics = new EnumMap<>(Metric.class);
        metrics.put(Metric.PARAMS, Estimate.counted(cost.parameters()));
        metrics.put(Metric.MACS, Estimate.counted(cost.macs()));
        return metrics;
    }
}
