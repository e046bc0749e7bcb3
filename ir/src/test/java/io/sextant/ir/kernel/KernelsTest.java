package io.sextant.ir.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.graph.Node;
import io.sextant.ir.op.BatchNorm;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.Dense;
import io.sextant.ir.op.GlobalPool;
import io.sextant.ir.op.OpSchema;
import io.sextant.ir.op.Pool;
import io.sextant.ir.op.Reshape;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.testing.RandomGraphs;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KernelsTest {
    private static final Fusion FUSION = Fusion.parse("convolution > batch_norm > binary(add) > unary(relu, relu6)", "dense > unary(relu)",
        "binary > unary");
    private final GraphBuilder builder = new GraphBuilder("net");
    private final Value x = builder.input("x", TensorType.f32(1, 40, 16));

    @Test
    void fusesAWholeChain() {
        Value c = convolution(x, 16);
        Value n = norm(c);
        Value sum = builder.add(new Binary(n, x, Binary.Kind.ADD));
        List<PlacedKernel> kernels = kernels(relu(sum));
        assertEquals(List.of("convolution k5 16->16 @40 +batch_norm +add +relu"), labels(kernels));
        assertEquals(4, kernels.get(0).nodes().size());
        assertEquals(List.of(x), kernels.get(0).inputs());
        assertEquals(5, kernels.get(0).weights().size());
    }

    @Test
    void skipsFollowersThatAreNotThere() {
        assertEquals(List.of("convolution k5 16->32 @40 +relu"), labels(kernels(relu(convolution(x, 32)))));
    }

    @Test
    void fusesNothingByDefault() {
        Graph graph = builder.output("y", relu(convolution(x, 32))).build();
        assertEquals(List.of("convolution k5 16->32 @40", "relu [1x40x32]"), labels(Kernels.of(graph, Fusion.NONE)));
    }

    @Test
    void doesNotFuseAValueWithTwoConsumers() {
        Value c = convolution(x, 16);
        Value a = relu(c);
        Value b = builder.add(new Unary(c, Unary.Kind.TANH));
        builder.output("b", b);
        assertEquals(List.of("convolution k5 16->16 @40", "relu [1x40x16]", "tanh [1x40x16]"), labels(kernels(a)));
    }

    @Test
    void doesNotFuseAValueUsedTwiceByOneNode() {
        Value c = convolution(x, 16);
        assertEquals(2, kernels(builder.add(new Binary(c, c, Binary.Kind.ADD))).size());
    }

    @Test
    void doesNotFuseAGraphOutput() {
        Value c = convolution(x, 16);
        builder.output("c", c);
        assertEquals(2, kernels(relu(c)).size());
    }

    @Test
    void doesNotFuseKindsThatAreNotDeclared() {
        assertEquals(2, kernels(builder.add(new Unary(convolution(x, 16), Unary.Kind.SILU))).size());
    }

    @Test
    void doesNotFuseAGateThatIsBroadcast() {
        Value gate = builder.add(new GlobalPool(x, Pool.Kind.AVERAGE));
        Value c = convolution(x, 16);
        assertEquals(3, kernels(builder.add(new Binary(c, gate, Binary.Kind.ADD))).size());
    }

    @Test
    void fusesAConstantThatIsBroadcast() {
        Value offset = builder.constant(Tensor.zeros(TensorType.f32(16)));
        assertEquals(1, kernels(builder.add(new Binary(offset, convolution(x, 16), Binary.Kind.ADD))).size());
    }

    @Test
    void residualsJoinTheFirstOfTheirAddendsAndRunAfterTheOther() {
        Value first = convolution(x, 16);
        Value second = norm(convolution(x, 16));
        Value sum = builder.add(new Binary(second, first, Binary.Kind.ADD));
        List<PlacedKernel> kernels = kernels(sum);
        assertEquals(List.of("convolution k5 16->16 @40 +batch_norm", "convolution k5 16->16 @40 +add"), labels(kernels));
        assertEquals(List.of(x, second), kernels.get(1).inputs());
        assertEquals(sum, kernels.get(1).result());
    }

    @Test
    void sumsAreTheSameKernelInEitherOrder() {
        Value sum = builder.add(new Binary(convolution(x, 16), x, Binary.Kind.ADD));
        Value mirrored = builder.add(new Binary(sum, convolution(sum, 16), Binary.Kind.ADD));
        Value difference = builder.add(new Binary(mirrored, convolution(mirrored, 16), Binary.Kind.SUB));
        List<PlacedKernel> kernels = kernels(difference);
        assertEquals(kernels.get(0).kernel(), kernels.get(1).kernel());
        assertNotEquals(kernels.get(0).kernel(), kernels.get(2).kernel());
    }

    @Test
    void gatesAreTheSameKernelInEitherOrder() {
        Value gate = builder.add(new GlobalPool(x, Pool.Kind.AVERAGE));
        Value gated = builder.add(new Binary(x, gate, Binary.Kind.MUL));
        List<PlacedKernel> kernels = kernels(builder.add(new Binary(gate, gated, Binary.Kind.MUL)));
        assertEquals(kernels.get(1).kernel(), kernels.get(2).kernel());
        assertEquals(List.of(gated, gate), kernels.get(2).inputs());
    }

    @Test
    void doesNotFuseAValueThatIsNotTheFirstOperand() {
        Value weights = builder.add(new Reshape(relu(x), List.of(16, 40)));
        Value dense = builder.add(new Dense(x, weights, Optional.empty()));
        Graph graph = builder.output("y", dense).build();
        assertEquals(List.of("relu [1x40x16] +reshape", "dense 16->40 @40"),
            labels(Kernels.of(graph, Fusion.parse("unary > reshape > dense"))));
    }

    @Test
    void takesTheLongestChain() {
        Fusion two = Fusion.parse("convolution > unary", "convolution > binary(add) > unary");
        Graph graph = builder.output("y", relu(builder.add(new Binary(convolution(x, 16), x, Binary.Kind.ADD)))).build();
        assertEquals(1, Kernels.of(graph, two).size());
    }

    /** Every node in one kernel, and the kernels one after the other compute what the graph does. */
    @Test
    void kernelsOfRandomGraphsComputeTheGraph() {
        Fusion every = new Fusion(List.of(), OpSchema.all().stream().map(OpSchema::mnemonic)
            .map(first -> Fusion.parse(first + " > unary > binary > pad > reshape > transpose > slice > softmax").chains().get(0)).toList());
        int fused = 0;
        for (long seed = 0; seed < 40; seed++) {
            Graph graph = RandomGraphs.graph(seed, 20);
            List<PlacedKernel> kernels = Kernels.of(graph, every);
            List<Node> nodes = new ArrayList<>();
            kernels.forEach(kernel -> nodes.addAll(kernel.nodes()));
            assertEquals(graph.nodes().size(), nodes.size());
            assertEquals(new HashSet<>(graph.nodes()), new HashSet<>(nodes));
            fused += nodes.size() - kernels.size();
            KernelRun.assertComputes(graph, kernels, seed);
        }
        assertTrue(fused > 10, "fused " + fused);
    }

    private List<PlacedKernel> kernels(Value output) {
        return Kernels.of(builder.output("y", output).build(), FUSION);
    }

    private static List<String> labels(List<PlacedKernel> kernels) {
        return kernels.stream().map(placed -> placed.kernel().label()).toList();
    }

    private Value relu(Value input) {
        return builder.add(new Unary(input, Unary.Kind.RELU));
    }

    private Value norm(Value input) {
        Value parameter = builder.constant(Tensor.filled(TensorType.f32(input.type().shape().last()), 1));
        Value mean = builder.constant(Tensor.filled(parameter.type(), 0));
        Value shift = builder.constant(Tensor.filled(parameter.type(), 0));
        Value variance = builder.constant(Tensor.filled(parameter.type(), 1));
        return builder.add(new BatchNorm(input, parameter, shift, mean, variance, 1e-3f));
    }

    private Value convolution(Value input, int filters) {
        Value filter = builder.constant(Tensor.random(TensorType.f32(5, input.type().shape().last(), filters), 1, 1));
        return builder.add(new Convolution(input, filter, Optional.empty(), List.of(1), List.of(2), List.of(2), List.of(1), 1));
    }
}
