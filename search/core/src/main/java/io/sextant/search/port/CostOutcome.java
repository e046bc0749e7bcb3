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

        /** Whether one of the metrics is a prediction. */
        public boolean predicted() {
            return metrics.values().stream().anyMatch(Estimate::predicted);
        }
    }

    /** This candidate is lost, the search goes on. */
    record Unknown(String reason) implements CostOutcome {
    }
}
