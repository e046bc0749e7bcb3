package io.sextant.search.port;

import java.util.List;

/** Measures finalists anew on the device, with more processes than the search used; never answered by a predictor. */
public interface Remeasure {
    /** Outcomes in the order of the finalists. {@code progress} is told after each finished one. */
    List<CostOutcome> remeasure(List<Candidate> finalists, Runnable progress);
}
