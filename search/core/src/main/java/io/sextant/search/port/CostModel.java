package io.sextant.search.port;

import java.util.List;

/** What candidates cost on the device: measured, or predicted from measurements. */
public interface CostModel {
    /** Outcomes in the order of the candidates. {@code progress} is told after each finished one. */
    List<CostOutcome> costs(List<Candidate> candidates, Runnable progress);
}
