package io.sextant.ir.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Clamp;
import io.sextant.ir.op.Elu;
import io.sextant.ir.op.LayerNorm;
import io.sextant.ir.op.LeakyRelu;
import io.sextant.ir.op.MatMul;
import io.sextant.ir.op.Reduce;
import io.sextant.ir.op.Reshape;
import io.sextant.ir.op.Slice;
import io.sextant.ir.op.Softmax;
import io.sextant.ir.op.Transpose;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SliceBeforeOperatorsTest {
    private final Generated net = new Generated(1);
    private final Rule rule = new SliceBeforeOperators();

    /** A random part, which leaves out half or more and keeps dimensions from {@code whole} on. */
    private static Value sliced(Generated g, Value x, int whole) {
        List<Integer> dims = x.type().shape().dims();
        List<Integer> starts = new ArrayList<>();
        List<Integer> ends = new ArrayList<>();
        List<Integer> steps = new ArrayList<>();
        for (int axis = 0; axis < dims.size(); axis++) {
            boolean kept = axis >= whole || axis > 0 && g.random.nextBoolean();
            int most = axis == 0 ? (dims.get(0) + 1) / 2 : 1;
            int start = kept || dims.get(axis) == 1 ? 0 : most + g.random.nextInt(dims.get(axis) - most);
            starts.add(start);
            ends.add(dims.get(axis));
            steps.add(kept ? 1 : g.oneTo(2));
        }
        return g.add(new Slice(x, starts, ends, steps));
    }

    private static int[] dims(Generated g, int rank) {
        return IntStream.range(0, rank).map(axis -> 2 + g.random.nextInt(4)).toArray();
    }

    @Test
    void ofRowsOfGeneratedLayers() {
        Proof.firesOnGenerated(rule, 0, g -> {
            Value x = g.input(dims(g, 3));
            int columns = x.type().shape().last();
            return sliced(g, switch (g.random.nextInt(4)) {
                case 0 -> g.dense(x);
                case 1 -> g.add(new Reduce(x, Reduce.Kind.MEAN, List.of(2), true));
                case 2 -> g.add(new LayerNorm(x, g.weights(columns), g.weights(columns), 0.1f));
                default -> g.add(new Softmax(x, 2));
            }, 2);
        });
    }

    @Test
    void ofGeneratedProducts() {
        Proof.firesOnGenerated(rule, 0, g -> {
            int[] dims = dims(g, 4);
            Value right = g.random.nextBoolean() ? g.input(dims[0], g.random.nextBoolean() ? 1 : dims[1], dims[3], 5) : g.input(dims[3], 5);
            return sliced(g, g.add(new MatMul(g.input(dims), right)), 3);
        });
    }

    @Test
    void ofGeneratedFunctionsOfElements() {
        Proof.firesOnGenerated(rule, 0, g -> {
            Value x = g.input(dims(g, 3));
            return sliced(g, switch (g.random.nextInt(5)) {
                case 0 -> g.unary(x, Unary.Kind.TANH);
                case 1 -> g.add(new Clamp(x, -0.1f, 0.2f));
                case 2 -> g.add(new LeakyRelu(x, 0.1f));
                case 3 -> g.add(new Elu(x, 0.3f));
                default -> g.binary(g.random.nextBoolean() ? g.weights(1, x.type().dim(1), 1) : g.input(x.type().dim(2)),
                    Binary.Kind.SUB, x);
            }, 3);
        });
    }

    @Test
    void ofGeneratedTransposes() {
        Proof.firesOnGenerated(rule, 0, g -> sliced(g, g.add(new Transpose(g.input(dims(g, 4)), List.of(2, 0, 3, 1))), 4));
    }

    @Test
    void ofReshapesOfOtherDimensions() {
        Proof.firesOnGenerated(rule, 0, g -> {
            int[] dims = dims(g, 4);
            Value joined = g.add(new Reshape(g.input(dims), List.of(dims[0], 1, dims[1], dims[2] * dims[3])));
            return sliced(g, joined, 3);
        });
    }

    @Test
    void leavesOutAllButTheClassToken() {
        Value x = net.input(1, 5, 4);
        Value attended = net.binary(net.dense(net.unary(x, Unary.Kind.TANH)), Binary.Kind.MUL, net.weights(1));
        Value hidden = net.unary(net.add(new LayerNorm(attended, net.weights(attended.type().shape().last()),
            net.weights(attended.type().shape().last()), 0.1f)), Unary.Kind.GELU);
        Value sum = net.binary(hidden, Binary.Kind.ADD, attended);
        Graph before = net.graph(net.add(new Slice(sum, List.of(0, 0, 0), List.of(1, 1, sum.type().dim(2)), List.of(1, 1, 1))));
        Graph graph = Rewrites.INFERENCE.run(before).graph();
        Proof.assertSameOutputs(before, graph, Proof.ROUNDING, 1);
        assertEquals("n0 = slice(x0) starts=[0,0,0] ends=[1,1,4] steps=[1,1,1]", Proof.nodes(graph).get(0));
        assertEquals(1, graph.nodes().stream().filter(node -> node.op() instanceof Slice).count());
    }

    @Test
    void doesNotFireWhereMostIsKept() {
        Value x = net.unary(net.input(3, 4), Unary.Kind.TANH);
        Proof.doesNotFire(rule, net.graph(net.add(new Slice(x, List.of(1, 0), List.of(3, 4), List.of(1, 1)))));
    }

    @Test
    void doesNotFireBetweenALayerAndItsFunctions() {
        Value image = net.input(1, 6, 6, 3);
        Value x = net.convolution(image, 1, 4, 1, new int[] {1, 1}, Generated.each(image, 0));
        List<Value> made = List.of(x, net.add(new MatMul(net.input(4, 6), net.input(6, 4))));
        for (Value layer : made) {
            List<Integer> dims = layer.type().shape().dims();
            int last = dims.size() - 1;
            Value y = net.unary(net.binary(net.input(dims.stream().mapToInt(i -> i).toArray()), Binary.Kind.ADD, layer), Unary.Kind.RELU);
            int axis = layer.equals(x) ? 1 : last;
            net.output("y" + layer.id(), net.add(new Slice(y, dims.stream().map(extent -> 0).toList(),
                IntStream.rangeClosed(0, last).mapToObj(i -> i == axis ? dims.get(i) / 2 : dims.get(i)).toList(),
                dims.stream().map(extent -> 1).toList())));
        }
        Proof.doesNotFire(rule, net.graph(net.input(1)));
    }

    @Test
    void doesNotFireForPartsOfTheRowsThatAreSummedUp() {
        Value mean = net.add(new Reduce(net.input(1, 4, 4, 6), Reduce.Kind.MEAN, List.of(1, 2), true));
        Proof.doesNotFire(rule, net.graph(net.add(new Slice(mean, List.of(0, 0, 0, 0), List.of(1, 1, 1, 3), List.of(1, 1, 1, 1)))));
    }

    @Test
    void doesNotFireWhereAllIsUsed() {
        Value x = net.unary(net.input(2, 3), Unary.Kind.TANH);
        net.output("all", x);
        Proof.doesNotFire(rule, net.graph(net.add(new Slice(x, List.of(0, 0), List.of(1, 3), List.of(1, 1)))));
    }

    @Test
    void doesNotFireForColumnsThatEachRowIsMadeOf() {
        Value x = net.input(2, 3);
        List<Value> made = List.of(net.dense(x), net.add(new Softmax(x, 1)), net.add(new LayerNorm(x, net.weights(3), net.weights(3), 0.1f)),
            net.add(new MatMul(x, net.input(3, 2))));
        made.stream().filter(value -> value.type().dim(1) > 1).forEach(value -> net.output("y" + value.id(),
            net.add(new Slice(value, List.of(0, 1), List.of(2, 2), List.of(1, 1)))));
        Proof.doesNotFire(rule, net.graph(x));
    }

    @Test
    void doesNotFireForReducedDimensions() {
        Value mean = net.add(new Reduce(net.input(2, 6), Reduce.Kind.MEAN, List.of(1), false));
        Proof.doesNotFire(rule, net.graph(net.add(new Slice(mean, List.of(1), List.of(2), List.of(1)))));
    }

    @Test
    void doesNotFireForAReshapeThatDividesTheDimension() {
        Value x = net.add(new Reshape(net.input(2, 6), List.of(4, 3)));
        Proof.doesNotFire(rule, net.graph(net.add(new Slice(x, List.of(1, 0), List.of(3, 3), List.of(1, 1)))));
    }
}
