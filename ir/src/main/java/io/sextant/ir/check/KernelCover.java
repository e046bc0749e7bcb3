package io.sextant.ir.check;

import io.sextant.ir.generate.Numbers;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.graph.Node;
import io.sextant.ir.interpret.Interpreter;
import io.sextant.ir.kernel.Fusion;
import io.sextant.ir.kernel.Kernel;
import io.sextant.ir.kernel.Kernels;
import io.sextant.ir.kernel.PlacedKernel;
import io.sextant.ir.kernel.Region;
import io.sextant.ir.kernel.RegionRule;
import io.sextant.ir.kernel.Step;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Quantized;
import io.sextant.ir.op.Requantize;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Kernels under several fusions, random ones among them: each node is in exactly one, each kernel's text reads back as the kernel, and
 * kernel by kernel the graph computes the same, bit by bit.
 */
final class KernelCover implements Check {
    private static final Fusion USUAL = Fusion.parse("squeeze_excite", "attention", "inverted_residual", "expand_depthwise",
        "convolution > batch_norm > binary(add) > unary", "dense > unary", "binary > unary", "batch_norm > unary");
    private static final List<RegionRule> EVERY_REGION = Arrays.stream(Region.values()).map(region -> new RegionRule(region, 0)).toList();
    private static final int RANDOM_FUSIONS = 2;

    private final Map<String, Integer> found = new TreeMap<>();

    @Override
    public String name() {
        return "kernels";
    }

    @Override
    public Optional<String> violation(Expectation expected) {
        List<Fusion> fusions = new ArrayList<>(List.of(Fusion.NONE, USUAL));
        SplittableRandom random = new SplittableRandom(expected.sample().seed());
        for (int i = 0; i < RANDOM_FUSIONS; i++) {
            fusions.add(random(expected.graph(), random));
        }
        return fusions.stream().map(fusion -> violation(expected, fusion).map(text -> "under '" + fusion + "' " + text))
            .flatMap(Optional::stream).findFirst();
    }

    /** A chain of operators of the graph, in graph order, so that there is a chance that some follow each other. */
    private static Fusion random(Graph graph, SplittableRandom random) {
        List<Step> steps = new ArrayList<>();
        for (Node node : graph.nodes()) {
            if (random.nextInt(3) == 0) {
                steps.add(new Step(node.op().mnemonic(), Set.of()));
            }
        }
        return steps.isEmpty() ? Fusion.NONE : new Fusion(EVERY_REGION,
            List.of(new Fusion.Chain(steps.get(0), steps.subList(1, steps.size()))));
    }

    private Optional<String> violation(Expectation expected, Fusion fusion) {
        Graph graph = expected.graph();
        List<PlacedKernel> kernels = Kernels.of(graph, fusion);
        Map<Value, Integer> covered = new HashMap<>();
        kernels.forEach(kernel -> kernel.nodes().forEach(node -> covered.merge(node.result(), 1, Integer::sum)));
        for (Node node : graph.nodes()) {
            if (covered.getOrDefault(node.result(), 0) != 1) {
                return Optional.of(node + " is in " + covered.getOrDefault(node.result(), 0) + " kernels");
            }
        }
        for (PlacedKernel kernel : kernels) {
            found.merge("kernels of " + (kernel.nodes().size() == 1 ? "one operator" : "several operators"), 1, Integer::sum);
            if (!Kernel.parse(kernel.kernel().text()).equals(kernel.kernel()) || kernel.kernel().label().isBlank()) {
                return Optional.of("kernel text reads back as another kernel: " + kernel.kernel().text());
            }
        }
        return exactDifference(expected, outputs(graph, kernels, expected.sample().inputs()));
    }

    @Override
    public Map<String, Integer> counts() {
        return Map.copyOf(found);
    }

    private static List<Tensor> outputs(Graph graph, List<PlacedKernel> kernels, List<Tensor> inputs) {
        Map<Value, Tensor> values = new HashMap<>(graph.constants());
        for (int i = 0; i < inputs.size(); i++) {
            values.put(graph.inputs().get(i).value(), inputs.get(i));
        }
        for (PlacedKernel placed : kernels) {
            List<Tensor> taken = placed.inputs().stream().map(values::get).toList();
            values.put(placed.result(), Interpreter.run(numbered(placed, values), taken).get(0));
        }
        return graph.outputs().stream().map(output -> values.get(output.value())).toList();
    }

    /** The kernel's body with the numbers of its place: weights, scales and zero points, and bounds of integers. */
    private static Graph numbered(PlacedKernel placed, Map<Value, Tensor> values) {
        Graph body = placed.kernel().body();
        GraphBuilder builder = new GraphBuilder("numbered");
        Map<Value, Value> renamed = new HashMap<>();
        for (int i = 0; i < body.inputs().size(); i++) {
            renamed.put(body.inputs().get(i).value(), builder.input("input" + i, placed.inputs().get(i).type()));
        }
        List<Value> constants = List.copyOf(body.constants().keySet());
        for (int i = 0; i < constants.size(); i++) {
            renamed.put(constants.get(i), builder.constant(values.get(placed.weights().get(i))));
        }
        for (int i = 0; i < body.nodes().size(); i++) {
            Node node = body.nodes().get(i);
            renamed.put(node.result(), builder.add(numbered(node.op().mapOperands(renamed::get), placed.nodes().get(i).op())));
        }
        return builder.output("output", renamed.get(body.outputs().get(0).value())).build();
    }

    private static Op numbered(Op op, Op place) {
        if (op instanceof Quantized quantized && place instanceof Quantized given) {
            return new Quantized(quantized.real(), quantized.inputs(), quantized.dtype(), given.result(), given.low(), given.high(),
                quantized.rounding());
        }
        return op instanceof Requantize requantize && place instanceof Requantize given ? new Requantize(requantize.input(),
            new TensorType(requantize.to().dtype(), requantize.to().shape(), given.to().quantisation()), requantize.rounding()) : op;
    }

    private static Optional<String> exactDifference(Expectation expected, List<Tensor> actual) {
        for (int output = 0; output < actual.size(); output++) {
            Tensor wanted = expected.outputs().get(output);
            for (int i = 0; i < wanted.type().elements(); i++) {
                double element = Numbers.element(wanted, i);
                double got = Numbers.element(actual.get(output), i);
                if (element != got && !(Double.isNaN(element) && Double.isNaN(got))) {
                    return Optional.of("kernel by kernel output " + output + " element " + i + " is " + got + ", the graph's " + element);
                }
            }
        }
        return Optional.empty();
    }
}
