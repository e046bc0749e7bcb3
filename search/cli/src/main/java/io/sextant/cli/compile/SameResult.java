package io.sextant.cli.compile;

import io.sextant.ir.cost.GraphCost;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.interpret.Interpreter;
import io.sextant.ir.quantize.form.SpellOutQuantisation;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.TensorType;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Whether a rewritten graph still computes what it did: both are run by the interpreter on the same random input.
 *
 * @param words what was found, or why nothing was looked at
 */
record SameResult(Verdict verdict, String words) {
    /** Rewriting changes the order of sums; more than this share of the largest element is no rounding. */
    static final double TOLERANCE = 1e-3;
    /** Where integers are quantised, some come out one step further: of 255, and after more layers. */
    static final double STEPS = 2e-2;
    /** The interpreter does about 1e8 multiply-accumulates a second. */
    static final long MOST_WORK = 1_000_000_000;
    private static final long WORK_PER_ELEMENT = 4;
    private static final int SMALL_NUMBERS = 2;

    /** What came of the check. */
    enum Verdict { SAME, DIFFERENT, SKIPPED }

    static SameResult of(Graph before, Graph after, long seed) {
        long work = work(before) + work(after);
        if (work > MOST_WORK) {
            return skipped(String.format(Locale.ROOT, "running both takes %,d steps, more than the %,d that are checked", work, MOST_WORK));
        }
        SplittableRandom random = new SplittableRandom(seed);
        List<Tensor> inputs = before.inputs().stream().map(input -> random(input.value().type(), random)).toList();
        return compared(Interpreter.run(before, inputs), Interpreter.run(after, inputs),
            SpellOutQuantisation.isQuantised(after) ? STEPS : TOLERANCE);
    }

    private static SameResult skipped(String why) {
        return new SameResult(Verdict.SKIPPED, "not checked: " + why);
    }

    private static long work(Graph graph) {
        return GraphCost.of(graph).macs()
            + graph.nodes().stream().mapToLong(node -> WORK_PER_ELEMENT * node.result().type().elements()).sum();
    }

    /** Integers are 0 or 1: they may be indices. */
    static Tensor random(TensorType type, SplittableRandom random) {
        if (type.dtype().isFloating()) {
            return Tensor.random(type, random.nextLong(), 1);
        }
        return type.dtype() == DType.I64 ? Tensor.ofLongs(type, random.longs(type.elements(), 0, SMALL_NUMBERS).toArray())
            : Tensor.ofInts(type, random.ints(type.elements(), 0, SMALL_NUMBERS).toArray());
    }

    static SameResult compared(List<Tensor> expected, List<Tensor> actual) {
        return compared(expected, actual, TOLERANCE);
    }

    private static SameResult compared(List<Tensor> expected, List<Tensor> actual, double tolerance) {
        double worst = 0;
        for (int i = 0; i < expected.size(); i++) {
            if (!expected.get(i).type().equals(actual.get(i).type())) {
                return new SameResult(Verdict.DIFFERENT, "output " + (i + 1) + " was " + expected.get(i).type() + " and is "
                    + actual.get(i).type());
            }
            worst = Math.max(worst, difference(expected.get(i), actual.get(i)));
        }
        String found = String.format(Locale.ROOT, "largest difference %.1e of the largest element, on random input", worst);
        return new SameResult(worst <= tolerance ? Verdict.SAME : Verdict.DIFFERENT, found);
    }

    /** As a share of the largest element; infinite where one is a number and the other is not. */
    private static double difference(Tensor expected, Tensor actual) {
        double largest = 0;
        double difference = 0;
        for (int i = 0; i < expected.type().elements(); i++) {
            double was = number(expected, i);
            double is = number(actual, i);
            if (Double.isFinite(was) && Double.isFinite(is)) {
                largest = Math.max(largest, Math.abs(was));
                difference = Math.max(difference, Math.abs(was - is));
            } else if (Double.compare(was, is) != 0) {
                return Double.POSITIVE_INFINITY;
            }
        }
        return difference == 0 ? 0 : difference / Math.max(largest, Float.MIN_NORMAL);
    }

    private static double number(Tensor tensor, int index) {
        if (tensor.type().dtype().isFloating()) {
            return tensor.floats()[index];
        }
        return tensor.type().dtype() == DType.I64 ? tensor.longs()[index] : tensor.ints()[index];
    }
}
