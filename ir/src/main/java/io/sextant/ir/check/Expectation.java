package io.sextant.ir.check;

import io.sextant.ir.generate.Numbers;
import io.sextant.ir.generate.Sample;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.Port;
import io.sextant.ir.interpret.Interpreter;
import io.sextant.ir.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a sample computes, and how far a right computation in another order of operations may be from it. How far is found out: the
 * sample is evaluated again with a little noise on what every rounding operator makes; where outputs then scatter, they are compared less
 * closely. So a long chain, a difference of equal numbers or an element on the edge of a step need no tolerance of their own, and
 * whatever does not round is compared exactly.
 */
public final class Expectation {
    private static final int NOISY_RUNS = 4;
    /** By how much what was seen in a few runs may be exceeded. */
    private static final double SAFETY = 16;
    /** The same for elements of quantised types, on which the noise is all that may be. */
    private static final double SAFETY_OF_STEPS = 2;
    /** Roundings of an output's largest element that are always allowed; so there are none where nothing is rounded. */
    private static final double LEAST_ROUNDINGS = 64;

    private final Sample sample;
    private final List<Tensor> outputs;
    private final List<double[]> allowed = new ArrayList<>();
    private long compared;
    private long skipped;

    private Expectation(Sample sample, List<Tensor> outputs) {
        this.sample = sample;
        this.outputs = outputs;
    }

    /** Evaluates a sample; what the interpreter throws is passed on. */
    public static Expectation of(Sample sample) {
        Graph graph = sample.graph();
        Expectation expectation = new Expectation(sample, Interpreter.run(graph, sample.inputs()));
        List<List<Tensor>> noisy = new ArrayList<>();
        for (int run = 0; run < NOISY_RUNS; run++) {
            noisy.add(new NoisyRun(graph, run).outputs(sample.inputs()));
        }
        for (int output = 0; output < expectation.outputs.size(); output++) {
            int index = output;
            expectation.allowed.add(allowed(expectation.outputs.get(output), noisy.stream().map(run -> run.get(index)).toList()));
        }
        return expectation;
    }

    /** For each element by how much another result may differ; infinite where it is not compared. */
    private static double[] allowed(Tensor expected, List<Tensor> noisy) {
        double[] allowed = new double[expected.type().elements()];
        double least = LEAST_ROUNDINGS * NoisyRun.unit(expected.type().dtype()) * largest(expected);
        for (int i = 0; i < allowed.length; i++) {
            double element = Numbers.element(expected, i);
            double spread = 0;
            for (Tensor run : noisy) {
                spread = Math.max(spread, Numbers.element(run, i) == element ? 0 : Math.abs(Numbers.element(run, i) - element));
                spread = Double.isNaN(Numbers.element(run, i)) ? Double.POSITIVE_INFINITY : spread;
            }
            double safety = expected.type().isQuantised() ? SAFETY_OF_STEPS : SAFETY;
            allowed[i] = Double.isFinite(element) && Double.isFinite(spread) ? least + safety * spread : Double.POSITIVE_INFINITY;
        }
        return allowed;
    }

    private static double largest(Tensor tensor) {
        double largest = 0;
        for (int i = 0; i < tensor.type().elements(); i++) {
            double element = Math.abs(Numbers.element(tensor, i));
            largest = Double.isFinite(element) ? Math.max(largest, element) : largest;
        }
        return largest;
    }

    public Sample sample() {
        return sample;
    }

    public Graph graph() {
        return sample.graph();
    }

    /** What the interpreter makes of the sample. */
    public List<Tensor> outputs() {
        return outputs;
    }

    /** Where other outputs of the same graph differ by more than they may; empty if nowhere. */
    public Optional<String> difference(List<Tensor> actual) {
        for (int output = 0; output < outputs.size(); output++) {
            Port port = sample.graph().outputs().get(output);
            Tensor wanted = outputs.get(output);
            Tensor got = actual.get(output);
            if (!got.type().equals(wanted.type())) {
                return Optional.of(port.name() + " is " + wanted.type() + ", got " + got.type());
            }
            Optional<String> difference = difference(wanted, got, allowed.get(output)).map(text -> port.name() + text);
            if (difference.isPresent()) {
                return difference;
            }
        }
        return Optional.empty();
    }

    private Optional<String> difference(Tensor wanted, Tensor got, double[] allowed) {
        for (int i = 0; i < allowed.length; i++) {
            if (Double.isInfinite(allowed[i])) {
                skipped++;
                continue;
            }
            compared++;
            double expected = Numbers.element(wanted, i);
            double element = Numbers.element(got, i);
            if (!(Math.abs(element - expected) <= allowed[i])) {
                return Optional.of(" element " + i + " is " + expected + " within " + allowed[i] + ", got " + element);
            }
        }
        return Optional.empty();
    }

    /** How many elements were compared so far. */
    public long compared() {
        return compared;
    }

    /** How many were not, since they are not finite, or not in a noisy run. */
    public long skipped() {
        return skipped;
    }
}
