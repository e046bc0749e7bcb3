package io.sextant.search.cost;

import io.sextant.ir.cost.GraphCost;
import io.sextant.ir.graph.Graph;
import java.util.function.ToDoubleFunction;

/**
 * A metric of networks that is the sum of what their parts cost, in the metric's base unit.
 *
 * @param ofPart what the graph of a part costs (see {@link io.sextant.search.space.SpacePart#graph}); called once for each graph
 * @param fixed  what is added once for a network
 */
public record Additive(ToDoubleFunction<Graph> ofPart, double fixed) {
    /** Elements of the trained weights. */
    public static Additive parameters() {
        return new Additive(part -> GraphCost.of(part).parameters(), 0);
    }

    /** Multiply-accumulates of one inference, padded taps counted. */
    public static Additive macs() {
        return new Additive(part -> GraphCost.of(part).macs(), 0);
    }
}
