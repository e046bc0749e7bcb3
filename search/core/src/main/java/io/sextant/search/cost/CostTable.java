package io.sextant.search.cost;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.quantity.Metric;
import io.sextant.search.space.Genotype;
import io.sextant.search.space.SearchSpace;
import io.sextant.search.space.SpacePart;
import java.util.Collections;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Costs of every network of a space as flat tables: a network's metric is a constant and one look-up for each window of decisions that
 * parts depend on, so that a genotype is scored without lowering it. Immutable once built.
 */
public final class CostTable {
    private final Windows windows;
    private final Map<Metric, Column> columns;

    /** @param values by the index of {@link Windows} */
    private record Column(double fixed, double[] values) {
    }

    private CostTable(Windows windows, Map<Metric, Column> columns) {
        this.windows = windows;
        this.columns = columns;
    }

    /**
     * Tabulates metrics of a space; asks for the cost of every distinct part.
     *
     * @throws io.sextant.ir.InvalidInput if the space has too many variants to be tabulated; what the costs throw is passed on
     */
    public static CostTable of(SearchSpace space, Map<Metric, Additive> metrics) {
        List<SpacePart> parts = space.parts();
        Variants.requireCountable(space.name(), parts);
        Windows windows = new Windows(space.options(), parts);
        Map<Metric, Column> columns = new EnumMap<>(Metric.class);
        metrics.forEach((metric, additive) -> columns.put(metric, new Column(additive.fixed(), values(windows, parts, additive))));
        return new CostTable(windows, columns);
    }

    private static double[] values(Windows windows, List<SpacePart> parts, Additive additive) {
        double[] values = new double[windows.size()];
        Map<Graph, Double> known = new IdentityHashMap<>();
        for (SpacePart part : parts) {
            int offset = windows.offset(part);
            for (int variant = 0; variant < part.variants(); variant++) {
                values[offset + variant] += part.graph(variant)
                    .map(graph -> known.computeIfAbsent(graph, additive.ofPart()::applyAsDouble)).orElse(0.0);
            }
        }
        return values;
    }

    /** The metrics that it has. */
    public Set<Metric> metrics() {
        return Collections.unmodifiableSet(columns.keySet());
    }

    /**
     * A network's cost in the metric's base unit.
     *
     * @throws IllegalArgumentException if the table has not this metric, or the genotype is of another space
     */
    public double cost(Metric metric, Genotype genotype) {
        return cost(column(metric), windows.choices(genotype), 0);
    }

    /** A network's cost by each metric of the table. */
    public Map<Metric, Double> costs(Genotype genotype) {
        int[] choices = windows.choices(genotype);
        Map<Metric, Double> costs = new EnumMap<>(Metric.class);
        columns.forEach((metric, column) -> costs.put(metric, cost(column, choices, 0)));
        return costs;
    }

    /**
     * Costs of many networks.
     *
     * @param choices what {@link Genotype#choices()} holds, one network after the other; need not be canonical
     * @return a cost for each network
     * @throws IllegalArgumentException if the table has not this metric, or the choices are of another space
     */
    public double[] costs(Metric metric, int[] choices) {
        int networks = windows.networks(choices);
        Column column = column(metric);
        double[] costs = new double[networks];
        for (int network = 0; network < networks; network++) {
            costs[network] = cost(column, choices, network * windows.decisions());
        }
        return costs;
    }

    private double cost(Column column, int[] choices, int from) {
        return column.fixed() + windows.sum(column.values(), choices, from);
    }

    private Column column(Metric metric) {
        Column column = columns.get(metric);
        if (column == null) {
            throw new IllegalArgumentException("the table has " + columns.keySet() + ", not " + metric);
        }
        return column;
    }
}
