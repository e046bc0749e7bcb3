package io.sextant.latency.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphHash;
import io.sextant.ir.graph.Node;
import io.sextant.ir.interpret.Interpreter;
import io.sextant.ir.kernel.Fusion;
import io.sextant.ir.kernel.Kernel;
import io.sextant.ir.kernel.Kernels;
import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.OpText;
import io.sextant.ir.op.Quantized;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Chains are graphs that an engine has to run as they are written. */
class ChainTest {
    private static final int REPEATS = 12;

    static Stream<Kernel> kernels() {
        return SampleKernels.all();
    }

    private static List<Graph> chains(Kernel kernel) {
        return Term.of(kernel).stream().map(term -> term.chain().repeated(REPEATS)).toList();
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void noTwoNodesAreEqual(Kernel kernel) {
        chains(kernel).forEach(chain -> assertEquals(List.of(), duplicates(chain)));
    }

    /** Nodes that compute what an earlier one does, as an engine sees them that looks into constants. */
    private static List<Op> duplicates(Graph graph) {
        Map<Object, Value> numbers = new HashMap<>();
        Map<Value, Value> representative = new HashMap<>();
        graph.inputs().forEach(port -> representative.put(port.value(), port.value()));
        graph.constants().forEach((value, tensor) -> representative.put(value,
            numbers.computeIfAbsent(List.of(value.type(), content(tensor)), key -> value)));
        List<Op> duplicates = new ArrayList<>();
        graph.nodes().forEach(node -> {
            Op op = node.op().mapOperands(representative::get);
            Value first = numbers.computeIfAbsent(op, key -> node.result());
            representative.put(node.result(), first);
            if (!first.equals(node.result())) {
                duplicates.add(node.op());
            }
        });
        return duplicates;
    }

    private static String content(Tensor tensor) {
        return switch (tensor.type().dtype().storage()) {
            case FLOATS -> Arrays.toString(tensor.floats());
            case INTS -> Arrays.toString(tensor.ints());
            case LONGS -> Arrays.toString(tensor.longs());
        };
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void everyNodeCounts(Kernel kernel) {
        for (Graph chain : chains(kernel)) {
            Map<Value, List<Node>> consumers = chain.consumers();
            Value output = chain.outputs().get(0).value();
            chain.nodes().forEach(node -> assertTrue(node.result().equals(output) || consumers.containsKey(node.result()), node::toString));
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void valuesAreNeitherInfiniteNorDenormal(Kernel kernel) {
        double most = kernel.label().startsWith("div ") ? 1e20 : 1e6;
        for (Graph chain : chains(kernel)) {
            List<Tensor> inputs = IntStream.range(0, chain.inputs().size())
                .mapToObj(i -> drawn(chain.inputs().get(i).value().type(), 40 + i)).toList();
            Interpreter.values(chain, inputs).forEach((value, tensor) -> {
                for (float element : tensor.type().isQuantised() ? new float[0] : tensor.floats()) {
                    assertTrue(element == 0 || Math.abs(element) < most && Math.abs(element) >= Float.MIN_NORMAL, () -> value + " has " + element);
                }
            });
        }
    }

    private static Tensor drawn(TensorType type, int seed) {
        return type.isQuantised() ? Tensor.ofInts(type, new SplittableRandom(seed).ints(type.elements(), -128, 128).toArray())
            : Tensor.random(type, seed, 1);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void hasTheKernelAsOftenAsAsked(Kernel kernel) {
        Graph chain = Term.of(kernel).get(0).chain().repeated(REPEATS);
        String last = text(kernel.body().nodes().get(kernel.body().nodes().size() - 1).op());
        long copies = chain.nodes().stream().filter(node -> text(node.op()).replace("result=1:1", "result=1:0").equals(last)
            || text(node.op()).equals(last)).count();
        assertEquals(REPEATS, copies, () -> chain.nodes().toString());
    }

    private static String text(Op op) {
        return OpText.format(op, operand -> operand.type().toString());
    }

    /** Identities of batch normalisations apart. */
    @ParameterizedTest
    @MethodSource("kernels")
    void noTwoWeightsAreAlike(Kernel kernel) {
        for (Graph chain : chains(kernel)) {
            List<String> weights = chain.constants().values().stream().map(ChainTest::content)
                .filter(elements -> !elements.matches("[\\[1.0, \\]]*")).toList();
            assertEquals(weights.size(), new HashSet<>(weights).size());
        }
    }

    @Test
    void aResidualIsWhatIsPassedOn() {
        Graph chain = Term.of(SampleKernels.RESIDUAL).get(0).chain().repeated(3);
        List<Value> left = chain.nodes().stream().map(Node::op).filter(op -> op instanceof Convolution conv && conv.groups() == 1)
            .map(op -> op.operands().get(0)).distinct().toList();
        assertEquals(1, left.size(), "each convolution takes the same input");
    }

    @Test
    void isTheSameWheneverItIsMade() {
        Chain chain = Term.of(SampleKernels.SERIAL).get(0).chain();
        assertEquals(GraphHash.content(chain.repeated(4)), GraphHash.content(chain.repeated(4)));
    }

    @Test
    void aKernelOfAnotherShapeIsDrawnOffAtOnePosition() {
        Graph chain = Term.of(SampleKernels.EXPANSION).get(0).chain().repeated(REPEATS);
        assertEquals("f32[1x1x1x192]", chain.outputs().get(0).value().type().toString());
    }

    @Test
    void weightlessKernelsStandBetweenNeighbours() {
        Graph chain = Term.of(SampleKernels.RELU).get(0).chain().repeated(3);
        assertEquals(List.of("depthwise", "relu", "depthwise", "relu", "depthwise", "relu", "depthwise"),
            Kernels.of(chain, Fusion.NONE).stream().map(placed -> placed.kernel().label().split(" ")[0]).toList());
    }

    @Test
    void quantisedNeighboursAndDrainsAreComputedOnIntegers() {
        SampleKernels.quantised().flatMap(kernel -> chains(kernel).stream()).forEach(chain -> chain.nodes().forEach(node -> assertTrue(
            node.op() instanceof Quantized || node.op().operands().stream().noneMatch(operand -> operand.type().isQuantised())
                || List.of("reshape", "concat", "requantize").contains(node.op().mnemonic()), node::toString)));
    }

    @Test
    void whatAKernelKeepsToItselfKeepsItsScale() {
        String bounds = " dtype=i8 result=1:%d low=-128 high=127 rounding=qdq";
        Kernel kernel = SampleKernels.kernel("input %0: i8[1x8x8x4]<1:1>; input %1: i8[1x8x8x4]<1:1>; const %2: i8[1x1x4x4]<1:0>; "
            + "%3: i8[1x8x8x4]<1:0> = quantized convolution(%0, %2, _) strides=[1,1] padBefore=[0,0] padAfter=[0,0] dilations=[1,1] "
            + "groups=1" + String.format(bounds, 0) + "; %4: i8[1x8x8x4]<1:1> = quantized binary(%3, %1) kind=add"
            + String.format(bounds, 1) + "; output %4");
        Graph chain = Term.of(kernel).get(0).chain().repeated(3);
        assertEquals(3, chain.nodes().stream().filter(node -> node.result().type().toString().endsWith("<1:0>")).count(),
            () -> chain.nodes().toString());
    }

    @Test
    void aQuantisedResultTakesTheScaleOfTheInputThatItIsPassedOnTo() {
        Graph chain = Term.of(SampleKernels.QUANTISED).get(0).chain().repeated(3);
        assertEquals(List.of("i8[1x8x8x6]<1:1>"), chain.nodes().stream().map(node -> node.result().type().toString()).distinct().toList());
    }
}
