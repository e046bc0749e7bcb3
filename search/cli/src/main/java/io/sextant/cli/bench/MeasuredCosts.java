package io.sextant.cli.bench;

import io.sextant.device.measure.Interval;
import io.sextant.device.measure.MeasureOutcome;
import io.sextant.device.measure.MeasurePlan;
import io.sextant.ir.cost.GraphCost;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.quantity.Metric;
import io.sextant.search.port.Candidate;
import io.sextant.search.port.CostModel;
import io.sextant.search.port.CostOutcome;
import io.sextant.search.port.Estimate;
import io.sextant.search.port.Remeasure;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Costs of candidates as measured on the device by the fastest backend for each, through the store; parameters and MACs are counted. */
public final class MeasuredCosts implements CostModel, Remeasure {
    private final Supplier<Workbench> bench;
    private final MeasurePlan screening;
    private final MeasurePlan finalists;
    private Optional<Race> known = Optional.empty();

    /** @param seed of the order of measuring */
    public MeasuredCosts(Workbench bench, long seed) {
        this(() -> bench, seed);
    }

    private MeasuredCosts(Supplier<Workbench> bench, long seed) {
        this.bench = bench;
        this.screening = MeasurePlan.screening(1, seed);
        this.finalists = MeasurePlan.finalists(1, seed);
    }

    /** On a bench that takes its time to be found, as soon as something is to be measured. */
    static CostModel screening(Supplier<Workbench> bench, long seed) {
        return new MeasuredCosts(bench, seed);
    }

    private Race race() {
        if (known.isEmpty()) {
            Workbench found = bench.get();
            known = Optional.of(new Race(found.backends().rivals(), found.measurer(), found::programs));
        }
        return known.get();
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
        List<Graph> graphs = candidates.stream().map(Candidate::deployed).toList();
        List<Race.Result> measured = race().measure(graphs, plan, progress);
        return IntStream.range(0, graphs.size()).mapToObj(i -> outcome(graphs.get(i), measured.get(i).outcome())).toList();
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
