package io.sextant.search.screening;

import io.sextant.ir.cost.GraphCost;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.kernel.Fusion;
import io.sextant.ir.memory.MemoryPlan;
import io.sextant.ir.quantity.Metric;
import io.sextant.search.port.Estimate;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What a network costs by its definition, on a device that is not asked. RAM and flash are estimates: of what the contract counts (data, bss,
 * arena and stack; text, rodata and data) only the arena and the weights are known here.
 */
public final class StaticCosts {
    /** What RAM is an estimate from. */
    public static final String RAM = "the arena in which the memory planner lays input, output and activations;"
        + " without the stack and the data of what runs the network";
    /** What flash is an estimate from. */
    public static final String FLASH = "the weights as the model holds them, each element in the bits of its type;"
        + " without code and without the structure of the network";

    private StaticCosts() {
    }

    /**
     * RAM, flash, parameters and multiply-accumulates.
     *
     * @param fusion what the backend fuses in the network: what lies within a kernel takes no room
     */
    public static Map<Metric, Estimate> of(Graph graph, Fusion fusion) {
        Map<Metric, Estimate> metrics = new EnumMap<>(unplanned(graph));
        metrics.put(Metric.RAM, Estimate.estimated(MemoryPlan.of(graph, fusion).arena().peakBytes()));
        return Collections.unmodifiableMap(metrics);
    }

    /** Flash, parameters and multiply-accumulates: all but RAM, for which memory has to be planned. */
    static Map<Metric, Estimate> unplanned(Graph graph) {
        GraphCost cost = GraphCost.of(graph);
        Map<Metric, Estimate> metrics = new EnumMap<>(Metric.class);
        metrics.put(Metric.FLASH, Estimate.estimated(cost.weightBytes()));
        metrics.put(Metric.PARAMS, Estimate.counted(cost.parameters()));
        metrics.put(Metric.MACS, Estimate.counted(cost.macs()));
        return Collections.unmodifiableMap(metrics);
    }
}
