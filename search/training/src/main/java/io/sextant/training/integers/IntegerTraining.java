package io.sextant.training.integers;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.op.Rounding;
import io.sextant.ir.op.Value;
import io.sextant.ir.quantize.Calibration;
import io.sextant.ir.quantize.Plan;
import io.sextant.ir.quantize.RangeMethod;
import io.sextant.ir.tensor.Tensor;
import io.sextant.search.space.ChainPrecision;
import io.sextant.training.FineTuning;
import io.sextant.training.GraphTrainer;
import io.sextant.training.data.Mnist1d;
import io.sextant.training.data.Samples;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Brings a trained network to integers: ranges are calibrated on training samples, by the method that serves the selection set best; where
 * that loses more than {@value #TOLERATED} of it, the weights are fine-tuned. A function of network, data and seed.
 */
public final class IntegerTraining {
    /** Share of the selection set that quantising may cost before the network is fine-tuned. */
    public static final double TOLERATED = 0.002;
    /** Samples after which ranges of MNIST-1D networks move no more than seeds do. */
    private static final int CALIBRATION_SAMPLES = 512;

    private final Mnist1d data;
    private final FineTuning tuning;
    private final Graph trained;
    private final double wanted;
    private final Accuracy real;

    /** @param trained in f32; its accuracy is taken here, once for all forms */
    public IntegerTraining(Mnist1d data, FineTuning tuning, Graph trained) {
        this.data = data;
        this.tuning = tuning;
        this.trained = trained;
        this.wanted = GraphTrainer.accuracy(trained, data.selection()) - TOLERATED;
        this.real = new Accuracy(GraphTrainer.accuracy(trained, data.lastNumber()), GraphTrainer.accuracy(trained, data.standardTest()));
    }

    /**
     * A network on integers.
     *
     * @param ranges method of calibration
     * @param tuned  whether its weights were fine-tuned
     * @param real   accuracy of the network that it was made of
     */
    public record Outcome(IntegerNetwork network, RangeMethod ranges, boolean tuned, Accuracy real, Accuracy integers) {
        /** In words: {@code ranges by percentile, fine-tuned}. */
        public String method() {
            return "ranges by " + switch (ranges) {
                case MIN_MAX -> "extremes";
                case PERCENTILE -> "percentile";
                case MSE -> "least squared error";
            } + (tuned ? ", fine-tuned" : "");
        }
    }

    /**
     * Shares of right answers (0..1) on data that nothing was chosen by.
     *
     * @param fresh    on fresh samples; of integers by libtorch on their grid
     * @param standard on the published test set; of integers by the reference interpreter, exactly
     */
    public record Accuracy(double fresh, double standard) {
    }

    /**
     * The network's best form on integers.
     *
     * @param precision what stays f32
     * @param seed      of fine-tuning
     */
    public Outcome quantise(ChainPrecision precision, Rounding rounding, long seed) {
        ChainPrecision.Planned planned = withPorts(precision.planned(trained, rounding));
        Map<RangeMethod, IntegerNetwork> calibrated = calibrated(planned);
        Choice best = calibrated.entrySet().stream().map(entry -> choice(entry.getValue(), entry.getKey(), false))
            .max(Comparator.comparingDouble(Choice::accuracy)).orElseThrow();
        if (best.accuracy() < wanted) {
            IntegerNetwork tuned = calibrated.get(best.ranges()).tuned(tuning, data.training(), seed);
            best = Stream.of(best, choice(tuned, best.ranges(), true)).max(Comparator.comparingDouble(Choice::accuracy)).orElseThrow();
        }
        return new Outcome(best.network(), best.ranges(), best.tuned(), real, integers(best.network()));
    }

    /** For microcontrollers, TFLite models take and give integers. */
    private static ChainPrecision.Planned withPorts(ChainPrecision.Planned planned) {
        Plan plan = planned.plan();
        return switch (plan.rounding()) {
            case QDQ -> planned;
            case TFLITE -> new ChainPrecision.Planned(planned.graph(), plan.withIntegerPorts());
        };
    }

    private record Choice(IntegerNetwork network, RangeMethod ranges, boolean tuned, double accuracy) {
    }

    private Choice choice(IntegerNetwork network, RangeMethod ranges, boolean tuned) {
        return new Choice(network, ranges, tuned, network.predictions(data.selection()).accuracy(data.selection()));
    }

    private Accuracy integers(IntegerNetwork network) {
        return new Accuracy(network.predictions(data.lastNumber()).accuracy(data.lastNumber()),
            InterpretedPredictions.of(network.quantised().graph(), data.standardTest()).accuracy(data.standardTest()));
    }

    private Map<RangeMethod, IntegerNetwork> calibrated(ChainPrecision.Planned planned) {
        Calibration calibration = calibration(planned.graph(), data.training());
        Map<RangeMethod, IntegerNetwork> networks = new EnumMap<>(RangeMethod.class);
        for (RangeMethod method : RangeMethod.values()) {
            networks.put(method, new IntegerNetwork(planned.graph(), calibration.ranges(method), planned.plan()));
        }
        return networks;
    }

    /** A network's ranges by {@code method}, without regard to accuracy. */
    public static IntegerNetwork calibrated(ChainPrecision.Planned planned, RangeMethod method, Samples samples) {
        return new IntegerNetwork(planned.graph(), calibration(planned.graph(), samples).ranges(method), planned.plan());
    }

    private static Calibration calibration(Graph graph, Samples samples) {
        Calibration calibration = new Calibration(graph);
        Value input = graph.inputs().get(0).value();
        for (int i = 0; i < Math.min(CALIBRATION_SAMPLES, samples.size()); i++) {
            calibration.add(List.of(Tensor.of(input.type(), samples.features(i))));
        }
        return calibration;
    }
}
