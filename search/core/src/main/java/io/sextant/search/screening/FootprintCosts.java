package io.sextant.search.screening;

import io.sextant.ir.quantity.Metric;
import io.sextant.search.cost.CostTable;
import io.sextant.search.port.Candidate;
import io.sextant.search.port.CostModel;
import io.sextant.search.port.CostOutcome;
import io.sextant.search.port.Estimate;
import io.sextant.search.space.SearchSpace;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Adds RAM and flash to what another model knows of candidates. No table has them: a peak is no sum over parts. */
public final class FootprintCosts implements CostModel {
    private final CostModel model;
    private final LimitScreen screen;

    public FootprintCosts(CostModel model, LimitScreen screen) {
        this.model = model;
        this.screen = screen;
    }

    @Override
    public List<CostOutcome> costs(List<Candidate> candidates, Runnable progress) {
        List<CostOutcome> outcomes = model.costs(candidates, progress);
        return IntStream.range(0, candidates.size()).mapToObj(i -> with(outcomes.get(i), candidates.get(i))).toList();
    }

    private CostOutcome with(CostOutcome outcome, Candidate candidate) {
        if (outcome instanceof CostOutcome.Known known) {
            Map<Metric, Estimate> metrics = new HashMap<>(screen.metrics(candidate));
            metrics.putAll(known.metrics());
            return new CostOutcome.Known(metrics, known.reused());
        }
        return outcome;
    }

    @Override
    public Optional<CostTable> tabulate(SearchSpace space) {
        return model.tabulate(space);
    }
}
