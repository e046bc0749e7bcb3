package io.sextant.ir.quantize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.generate.GraphGenerator;
import io.sextant.ir.generate.Sample;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphHash;
import io.sextant.ir.graph.Node;
import io.sextant.ir.interpret.Interpreter;
import io.sextant.ir.kernel.Fusion;
import io.sextant.ir.kernel.Kernel;
import io.sextant.ir.kernel.Kernels;
import io.sextant.ir.kernel.PlacedKernel;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Requantize;
import io.sextant.ir.op.Rounding;
import io.sextant.ir.op.Value;
import io.sextant.ir.quantize.form.SpellOutQuantisation;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.text.GraphText;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for every graph. */
class RandomQuantisationTest {
    private static final int GRAPHS = 60;
    /** Steps of a layer's result that errors of all layers before it may add up to. */
    private static final double MOST_STEPS = 16;

    private static Optional<Ranges> ranges(Graph graph, Sample sample) {
        Calibration calibration = new Calibration(graph);
        try {
            calibration.add(sample.inputs());
        } catch (InvalidInput notANumber) {
            return Optional.empty();
        }
        return Optional.of(calibration.ranges(RangeMethod.MIN_MAX));
    }

    @ParameterizedTest
    @EnumSource
    void everythingIsQuantisedOrListed(Rounding rounding) {
        int quantised = 0;
        for (long seed = 0; seed < GRAPHS; seed++) {
            Sample sample = GraphGenerator.sample(seed, 12);
            Graph graph = PostTraining.prepared(sample.graph(), rounding);
            Optional<Ranges> ranges = ranges(graph, sample);
            if (ranges.isEmpty()) {
                continue;
            }
            Plan plan = plan(graph, rounding, seed);
            Quantised result = PostTraining.quantise(graph, ranges.get(), plan);
            assertAccounted(graph, result, plan);
            if (!SpellOutQuantisation.isQuantised(graph)) {
                assertNothingIsConvertedTwice(result.graph());
            }
            Interpreter.run(result.graph(), inputs(result.graph(), sample));
            assertEquals(GraphHash.content(result.graph()),
                GraphHash.content(PostTraining.quantise(graph, ranges.get(), plan).graph()), "deterministic");
            assertEquals(GraphHash.content(result.graph()), GraphHash.content(GraphText.parse(GraphText.print(result.graph()))));
            quantised += result.layers().size();
        }
        assertTrue(quantised > GRAPHS, quantised + " layers quantised");
    }

    private static List<Tensor> inputs(Graph graph, Sample sample) {
        return IntStream.range(0, graph.inputs().size()).mapToObj(i -> {
            Value input = graph.inputs().get(i).value();
            return input.type().isQuantised() ? Interpreter.evaluate(new Requantize(sample.graph().inputs().get(i).value(), input.type(),
                Rounding.QDQ), value -> sample.inputs().get(i)) : sample.inputs().get(i);
        }).toList();
    }

    /** One of five layers in f32, integer ports now and then. */
    private static Plan plan(Graph graph, Rounding rounding, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Set<Integer> kept = new HashSet<>();
        graph.nodes().stream().filter(node -> random.nextInt(5) == 0).forEach(node -> kept.add(node.result().id()));
        Plan plan = Plan.of(rounding).keeping(kept);
        return random.nextInt(3) == 0 ? plan.withIntegerPorts() : plan;
    }

    private static void assertAccounted(Graph graph, Quantised result, Plan plan) {
        for (Node node : graph.nodes()) {
            Value value = node.result();
            boolean listed = result.real().containsKey(value);
            Value made = result.results().get(value);
            boolean integers = made != null && made.type().isQuantised() && !value.type().isQuantised();
            assertTrue(made == null ? !listed : listed != integers, value + " in " + result.real());
            assertFalse(integers && plan.real().contains(value.id()), value + " is kept");
        }
    }

    private static void assertNothingIsConvertedTwice(Graph graph) {
        Map<Value, Op> ops = new HashMap<>();
        for (Node node : graph.nodes()) {
            ops.put(node.result(), node.op());
            if (node.op() instanceof Requantize requantize) {
                assertFalse(ops.get(requantize.input()) instanceof Requantize, "one conversion after another: " + node);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void errorsAreAFewSteps(Rounding rounding) {
        for (long seed = 0; seed < 15; seed++) {
            Graph graph = PostTraining.prepared(SmallNetworks.graph(seed, 1 + (int) seed % 5), rounding);
            Ranges ranges = SmallNetworks.ranges(graph, RangeMethod.MIN_MAX, 6);
            QuantisationReport report = QuantisationReport.of(graph, ranges, Plan.of(rounding), SmallNetworks.samples(graph, 4, 100));
            for (QuantisationReport.LayerError layer : report.layers()) {
                assertTrue(layer.steps() <= MOST_STEPS, "seed " + seed + ": " + layer);
            }
            assertTrue(report.outputs() > 20, "seed " + seed + ": " + report);
        }
    }

    @ParameterizedTest
    @EnumSource
    void nominalKernelsAreThoseOfTheCalibratedGraph(Rounding rounding) {
        for (long seed = 0; seed < 10; seed++) {
            Graph graph = PostTraining.prepared(SmallNetworks.graph(seed, 4), rounding);
            Plan plan = plan(graph, rounding, seed);
            Graph nominal = PostTraining.nominal(graph, plan).graph();
            for (RangeMethod method : RangeMethod.values()) {
                Graph calibrated = PostTraining.quantise(graph, SmallNetworks.ranges(graph, method, 1), plan).graph();
                assertEquals(kernels(calibrated), kernels(nominal), "seed " + seed);
            }
        }
    }

    private static List<String> kernels(Graph graph) {
        return Kernels.of(graph, Fusion.NONE).stream().map(PlacedKernel::kernel).map(Kernel::text).toList();
    }

    @Test
    void nominalReadsNoWeights() {
        Graph graph = SmallNetworks.graph(3, 5);
        Map<Value, Tensor> unreadable = new HashMap<>();
        graph.constants().keySet().forEach(value -> unreadable.put(value, Tensor.computed(value.type(), List.of(),
            () -> {
                throw new IllegalStateException("read");
            })));
        PostTraining.nominal(graph.withConstants(unreadable), Plan.of(Rounding.TFLITE));
    }
}
