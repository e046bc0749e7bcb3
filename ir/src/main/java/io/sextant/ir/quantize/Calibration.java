package io.sextant.ir.quantize;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.Node;
import io.sextant.ir.graph.Port;
import io.sextant.ir.interpret.Interpreter;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Gathers what a graph's values are on sample after sample. Memory does not grow with their number: {@link Histogram}, one for each f32
 * value, holds them all.
 */
public final class Calibration {
    private static final double SHARE = 0.9999;

    private final Graph graph;
    private final Map<Value, Histogram> histograms = new LinkedHashMap<>();
    private final Set<Value> infinite = new HashSet<>();
    private long samples;

    /** @param graph in f32, as {@link PostTraining#prepared} leaves it */
    public Calibration(Graph graph) {
        this.graph = graph;
        graph.inputs().stream().map(Port::value).forEach(this::gather);
        graph.nodes().stream().map(Node::result).forEach(this::gather);
    }

    private void gather(Value value) {
        if (value.type().dtype() == DType.F32) {
            histograms.put(value, new Histogram());
        }
    }

    /**
     * Runs the graph on one sample.
     *
     * @param inputs one tensor for each of the graph's inputs
     * @throws InvalidInput if an input holds NaN or infinity, or some value becomes NaN
     */
    public void add(List<Tensor> inputs) {
        samples++;
        for (int i = 0; i < inputs.size(); i++) {
            if (inputs.get(i).type().dtype().isFloating() && !isFinite(inputs.get(i).floats())) {
                throw new InvalidInput("calibration: input '" + graph.inputs().get(i).name() + "' of sample " + samples
                    + " holds NaN or infinity; calibrate with finite numbers");
            }
        }
        Map<Value, Tensor> values = Interpreter.values(graph, inputs);
        histograms.forEach((value, histogram) -> add(value, values.get(value).floats(), histogram));
    }

    private void add(Value value, float[] elements, Histogram histogram) {
        if (isFinite(elements)) {
            histogram.add(elements);
            return;
        }
        for (float element : elements) {
            if (Float.isNaN(element)) {
                throw new InvalidInput("calibration: " + value + " becomes NaN on sample " + samples
                    + "; calibrate with inputs that the model computes numbers of");
            }
        }
        infinite.add(value);
    }

    private static boolean isFinite(float[] elements) {
        for (float element : elements) {
            if (!Float.isFinite(element)) {
                return false;
            }
        }
        return true;
    }

    /** How many samples were added. */
    public long samples() {
        return samples;
    }

    /**
     * The ranges of all that was finite on every sample, of constants those of their elements.
     *
     * @throws InvalidInput if there was no sample
     */
    public Ranges ranges(RangeMethod method) {
        if (samples == 0) {
            throw new InvalidInput("calibration: there is no sample; give at least one");
        }
        Map<Value, Range> ranges = new LinkedHashMap<>();
        graph.constants().forEach((value, tensor) -> {
            if (value.type().dtype() == DType.F32 && isFinite(tensor.floats())) {
                Histogram elements = new Histogram();
                elements.add(tensor.floats());
                ranges.put(value, elements.all());
            }
        });
        histograms.forEach((value, histogram) -> {
            if (!infinite.contains(value)) {
                ranges.put(value, range(histogram, method));
            }
        });
        return Ranges.of(ranges);
    }

    private static Range range(Histogram histogram, RangeMethod method) {
        return switch (method) {
            case MIN_MAX -> histogram.all();
            case PERCENTILE -> histogram.percentile(SHARE);
            case MSE -> LeastSquaredRange.of(histogram);
        };
    }
}
