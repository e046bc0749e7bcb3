package io.sextant.search.port;

import io.sextant.ir.quantity.Metric;
import java.util.Map;

/** What a candidate costs, or why that is not known. */
public sealed interface CostOutcome {
    /** @param reused true if nothing had to be measured for it */
    record Known(Map<Metric, Estimate> metrics, boolean reused) implements CostOutcome {
        public Known {
            metrics = Map.copyOf(metrics);
        }

        /** Whether one of the metrics is a prediction, and nothing was measured. */
        public boolean predicted() {
            return metrics.values().stream().anyMatch(Estimate::predicted)
                && metrics.values().stream().noneMatch(estimate -> estimate.kind() == Estimate.Kind.MEASURED);
        }

        /** Whether a measurement was made for it: neither kept from earlier, nor was it screened or predicted. */
        public boolean measuredAnew() {
            return !reused && metrics.values().stream().anyMatch(estimate -> estimate.kind() == Estimate.Kind.MEASURED);
        }
    }

    /** This candidate is lost, the search goes on. */
    record Unknown(String reason) implements CostOutcome {
    }
}
