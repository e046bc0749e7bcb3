package io.sextant.search.loop;

import io.sextant.search.port.CostModel;
import io.sextant.search.port.Evaluator;
import io.sextant.search.port.Remeasure;

/** The search's outside. */
public record Ports(CostModel costs, Evaluator evaluator, Remeasure remeasure) {
}
