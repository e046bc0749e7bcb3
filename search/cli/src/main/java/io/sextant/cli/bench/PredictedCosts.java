package io.sextant.cli.bench;

import io.sextant.ir.kernel.Fusion;
import io.sextant.ir.quantity.Metric;
import io.sextant.latency.Correction;
import io.sextant.latency.LutPredictor;
import io.sextant.search.cost.Additive;
import io.sextant.search.cost.CostTable;
import io.sextant.search.cost.SpaceKernels;
import io.sextant.search.port.Candidate;
import io.sextant.search.port.CostModel;
import io.sextant.search.port.CostOutcome;
import io.sextant.search.port.Estimate;
import io.sextant.search.space.SearchSpace;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Costs of a space's candidates as a LUT predicts them, from flat tables: nothing is lowered, compiled or measured. Where the LUT was
 * not finished, candidates with a kernel that it does not know are costed by another model.
 */
public final class PredictedCosts implements CostModel {
    private final SearchSpace space;
    private final CostTable table;
    private final double halfWidth;
    private final Optional<CostModel> otherwise;

    private PredictedCosts(SearchSpace space, CostTable table, double halfWidth, Optional<CostModel> otherwise) {
        this.space = space;
        this.table = table;
        this.halfWidth = halfWidth;
        this.otherwise = otherwise;
    }

    /**
     * Predicts with {@code lut}, whose correction says how wide intervals are.
     *
     * @param fusion what the backend fuses in networks of the space
     * @throws io.sextant.ir.InvalidInput if the LUT does not know every kernel of the space
     * @throws IllegalArgumentException   if it has no correction
     */
    public static PredictedCosts of(SearchSpace space, Fusion fusion, LutPredictor lut) {
        return new PredictedCosts(space, table(space, fusion, lut, true), halfWidth(lut), Optional.empty());
    }

    /** Predicts what {@code lut} knows, and asks {@code otherwise} for candidates with other kernels. */
    static PredictedCosts of(SearchSpace space, Fusion fusion, LutPredictor lut, CostModel otherwise) {
        boolean complete = SpaceKernels.of(space, fusion).keySet().stream().allMatch(lut::knows);
        return complete ? of(space, fusion, lut)
            : new PredictedCosts(space, table(space, fusion, lut, false), halfWidth(lut), Optional.of(otherwise));
    }

    private static double halfWidth(LutPredictor lut) {
        return lut.correction().map(Correction::halfWidth)
            .orElseThrow(() -> new IllegalArgumentException("a LUT without correction does not say how far its predictions hold"));
    }

    /** Sums with a kernel that is not known are no numbers; {@code strict}: they are an error. */
    private static CostTable table(SearchSpace space, Fusion fusion, LutPredictor lut, boolean strict) {
        Additive latency = new Additive(SpaceKernels.summed(fusion, kernel -> strict || lut.knows(kernel)
            ? lut.scale() * lut.nanos(kernel) : Double.NaN), lut.fixedNanos());
        return CostTable.of(space, Map.of(Metric.LATENCY, latency, Metric.PARAMS, Additive.parameters(), Metric.MACS, Additive.macs()));
    }

    @Override
    public List<CostOutcome> costs(List<Candidate> candidates, Runnable progress) {
        List<Candidate> unknown = candidates.stream().filter(candidate -> !isKnown(candidate)).toList();
        Iterator<CostOutcome> others = otherwise.stream().flatMap(model -> unknown.isEmpty() ? Stream.of()
            : model.costs(unknown, progress).stream()).iterator();
        return candidates.stream().map(candidate -> {
            if (!isKnown(candidate)) {
                return others.next();
            }
            progress.run();
            return predicted(table.costs(candidate.genotype()));
        }).toList();
    }

    @Override
    public Optional<CostTable> tabulate(SearchSpace asked) {
        return otherwise.isEmpty() && asked.declaration().equals(space.declaration()) ? Optional.of(table) : Optional.empty();
    }

    private boolean isKnown(Candidate candidate) {
        return !Double.isNaN(table.cost(Metric.LATENCY, candidate.genotype()));
    }

    private CostOutcome predicted(Map<Metric, Double> values) {
        Map<Metric, Estimate> metrics = new EnumMap<>(Metric.class);
        values.forEach((metric, value) -> metrics.put(metric, Estimate.counted(value)));
        double latency = values.get(Metric.LATENCY);
        metrics.put(Metric.LATENCY, new Estimate(latency, Math.max(0, latency * (1 - halfWidth)), latency * (1 + halfWidth),
            Estimate.Kind.ESTIMATED));
        return new CostOutcome.Known(metrics, false);
    }
}
