package io.sextant.search.port;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.ir.quantity.Metric;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CostOutcomeTest {
    private static CostOutcome.Known known(Estimate.Kind kind, boolean reused) {
        return new CostOutcome.Known(Map.of(Metric.LATENCY, new Estimate(2, 1, 3, kind), Metric.RAM, Estimate.estimated(16), Metric.PARAMS,
            Estimate.counted(4)), reused);
    }

    @Test
    void onlyWhatRanForACandidateWasMeasuredAnew() {
        assertTrue(known(Estimate.Kind.MEASURED, false).measuredAnew());
        assertFalse(known(Estimate.Kind.MEASURED, true).measuredAnew(), "from the store");
        assertFalse(known(Estimate.Kind.ESTIMATED, false).measuredAnew(), "from a LUT");
        assertFalse(new CostOutcome.Known(Map.of(Metric.RAM, Estimate.estimated(16)), false).measuredAnew(), "screened");
    }
}
