package io.sextant.search.screening;

import io.sextant.search.port.Candidate;
import io.sextant.search.port.CostModel;
import io.sextant.search.port.CostOutcome;
import java.util.Iterator;
import java.util.List;

/** Asks another model, one that measures, only for candidates that can still meet the limits; of the others it says what shows that. */
public final class ScreenedCosts implements CostModel {
    private final CostModel measuring;
    private final LimitScreen screen;

    public ScreenedCosts(CostModel measuring, LimitScreen screen) {
        this.measuring = measuring;
        this.screen = screen;
    }

    @Override
    public List<CostOutcome> costs(List<Candidate> candidates, Runnable progress) {
        List<Candidate> passing = candidates.stream().filter(screen::passes).toList();
        Iterator<CostOutcome> measured = (passing.isEmpty() ? List.<CostOutcome>of() : measuring.costs(passing, progress)).iterator();
        return candidates.stream().map(candidate -> {
            if (screen.passes(candidate)) {
                return measured.next();
            }
            progress.run();
            return new CostOutcome.Known(screen.metrics(candidate), false);
        }).toList();
    }
}
