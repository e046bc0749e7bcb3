package io.sextant.ir.quantize;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What quantisation costs in accuracy, on inputs that were not calibrated with. Errors are signal-to-quantisation-noise ratios (SQNR) in
 * decibels: 10 log10 of the mean square of the f32 values by that of their errors. Six decibels are about one bit.
 *
 * @param outputs of all f32 outputs of the graph together
 */
public record QuantisationReport(List<LayerError> layers, double outputs) {
    public QuantisationReport {
        layers = List.copyOf(layers);
    }

    /**
     * The error of one layer that is on integers.
     *
     * @param result   of the f32 graph
     * @param operator e.g. {@code convolution}
     * @param sqnr     of its result, with all before it on integers too
     * @param steps    its largest error in steps of its result
     * @param alone    SQNR of the graph's outputs if this layer alone is on integers: the lower, the more sensitive; absent if not asked
     *     for
     */
    public record LayerError(Value result, String operator, double sqnr, double steps, OptionalDouble alone) {
    }

    /**
     * Runs the f32 graph and its quantised form on {@code samples}, one after the other.
     *
     * @param samples each one tensor per input of the graph
     */
    public static QuantisationReport of(Graph graph, Ranges ranges, Plan plan, Iterable<List<Tensor>> samples) {
        return new ErrorMeasurement(graph, ranges, plan).run(samples, false);
    }

    /** As {@link #of}, also with each layer on integers alone: as many runs of the part of the graph behind it. */
    public static QuantisationReport withSensitivity(Graph graph, Ranges ranges, Plan plan, Iterable<List<Tensor>> samples) {
        return new ErrorMeasurement(graph, ranges, plan).run(samples, true);
    }
}
