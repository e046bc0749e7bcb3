package io.sextant.search.port;

import java.util.List;

/**
 * What candidates cost on the device: measured, or predicted from measurements. Known costs always hold PARAMS and MACS, which order
 * who is trained first, and every other metric that the device reports.
 */
public interface CostModel {
    /** Outcomes in the order of the candidates. {@code progress} is told after each one that is known, reused or lost. */
    List<CostOutcome> costs(List<Candidate> candidates, Runnable progress);
}
