package io.sextant.ir.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.op.Binary.Kind;
import io.sextant.ir.op.Cast;
import io.sextant.ir.op.Concat;
import io.sextant.ir.op.GlobalPool;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Pad;
import io.sextant.ir.op.Pool;
import io.sextant.ir.op.Reshape;
import io.sextant.ir.op.Resize;
import io.sextant.ir.op.Slice;
import io.sextant.ir.op.Softmax;
import io.sextant.ir.op.Transpose;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.ir.type.DType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IdentityRulesTest {
    private final Generated net = new Generated(1);
    private final Value x = net.input(1, 4, 6, 3);

    private List<String> after(Rule rule, Op op) {
        return Proof.nodes(Proof.fires(rule, net.graph(net.unary(net.add(op), Unary.Kind.TANH)), 0));
    }

    private void removes(Op op) {
        assertEquals(List.of("n0 = unary(x0) kind=tanh"), after(new RemoveIdentities(), op), op.mnemonic());
    }

    @Test
    void removesAReshapeToTheSameShape() {
        removes(new Reshape(x, List.of(1, 4, 6, 3)));
    }

    @Test
    void removesATransposeThatMovesNothing() {
        removes(new Transpose(x, List.of(0, 1, 2, 3)));
    }

    @Test
    void removesASliceOfEverything() {
        removes(new Slice(x, List.of(0, 0, 0, 0), List.of(1, 4, 6, 3), List.of(1, 1, 1, 1)));
    }

    @Test
    void removesACastToTheSameType() {
        removes(new Cast(x, DType.F32));
        Generated g = new Generated(1);
        Value half = g.add(new Cast(g.input(3), DType.F16));
        Proof.doesNotFire(new RemoveIdentities(), g.graph(g.add(new Cast(half, DType.F32))));
    }

    @Test
    void removesAConcatenationOfOne() {
        removes(new Concat(List.of(x), 2));
    }

    @Test
    void removesPaddingByNothing() {
        removes(new Pad(x, List.of(0, 0, 0, 0), List.of(0, 0, 0, 0), 5));
    }

    @Test
    void removesResizingToTheSameSize() {
        for (Resize.Mode mode : Resize.Mode.values()) {
            Generated g = new Generated(1);
            Graph graph = g.graph(g.add(new Resize(g.input(1, 4, 6, 3), List.of(4, 6), mode)));
            assertEquals(List.of(), Proof.nodes(Proof.fires(new RemoveIdentities(), graph, 0)));
        }
    }

    @Test
    void removesAPoolOverSinglePositions() {
        removes(new Pool(x, Pool.Kind.AVERAGE, List.of(1, 1), List.of(1, 1), List.of(0, 0), List.of(0, 0), true));
    }

    @Test
    void removesAGlobalPoolOfOnePosition() {
        Value small = net.add(new GlobalPool(x, Pool.Kind.MAX));
        Graph graph = net.graph(net.add(new GlobalPool(small, Pool.Kind.AVERAGE)));
        assertEquals(List.of("n0 = global_pool(x0) kind=max"), Proof.nodes(Proof.fires(new RemoveIdentities(), graph, 0)));
    }

    @Test
    void keepsWhatChangesValuesOrShapes() {
        List<Op> kept = List.of(new Reshape(x, List.of(4, 6, 3)), new Unary(x, Unary.Kind.RELU), new Softmax(x, 1),
            new Pool(x, Pool.Kind.MAX, List.of(3, 3), List.of(1, 1), List.of(1, 1), List.of(1, 1), false),
            new Slice(x, List.of(0, 0, 0, 0), List.of(1, 4, 6, 3), List.of(1, 2, 1, 1)), new Concat(List.of(x, x), 2));
        for (Op op : kept) {
            Proof.doesNotFire(new RemoveIdentities(), new Generated(1).sameInput(op));
        }
    }

    @Test
    void keepsATransposeOfASquare() {
        Value square = net.add(new Slice(x, List.of(0, 0, 0, 0), List.of(1, 4, 4, 3), List.of(1, 1, 1, 1)));
        Proof.doesNotFire(new RemoveIdentities(), net.graph(net.add(new Transpose(square, List.of(0, 2, 1, 3)))));
    }

    @Test
    void removesNeutralOperands() {
        Value y = net.binary(net.binary(x, Kind.ADD, net.filled(0)), Kind.SUB, net.filled(0, 3));
        y = net.binary(net.filled(1, 6, 1), Kind.MUL, net.binary(y, Kind.DIV, net.filled(1)));
        Graph graph = Proof.fires(new RemoveNeutralOperands(), net.graph(net.unary(y, Unary.Kind.RELU)), 0);
        assertEquals(List.of("n0 = unary(x0) kind=relu"), Proof.nodes(graph));
    }

    @Test
    void keepsOperandsThatAreNotNeutral() {
        Value y = net.binary(net.filled(0), Kind.SUB, x);
        y = net.binary(net.filled(1), Kind.DIV, net.binary(y, Kind.ADD, net.filled(1)));
        y = net.binary(y, Kind.MUL, net.filled(1, 2, 4, 6, 3));
        Proof.doesNotFire(new RemoveNeutralOperands(), net.graph(net.binary(y, Kind.ADD, net.weights(3))));
    }

    @Test
    void composesReshapes() {
        assertEquals(List.of("n0 = reshape(x0) shape=[6,12]", "n1 = unary(n0) kind=tanh"),
            after(new ComposeReshapes(), new Reshape(net.add(new Reshape(x, List.of(72))), List.of(6, 12))));
        Proof.doesNotFire(new ComposeReshapes(), new Generated(1).sameInput(new Reshape(x, List.of(72))));
    }

    @Test
    void composesTransposesAndCancelsThem() {
        Value inner = net.add(new Transpose(x, List.of(0, 3, 1, 2)));
        assertEquals(List.of("n0 = transpose(x0) permutation=[0,2,3,1]", "n1 = unary(n0) kind=tanh"),
            after(new ComposeTransposes(), new Transpose(inner, List.of(0, 3, 1, 2))));
        Generated g = new Generated(1);
        Value there = g.add(new Transpose(g.input(1, 4, 6, 3), List.of(0, 3, 1, 2)));
        Graph back = g.graph(g.add(new Transpose(there, List.of(0, 2, 3, 1))));
        assertEquals(List.of(), Rewrites.STRUCTURE.run(back).graph().nodes());
        Proof.doesNotFire(new ComposeTransposes(), new Generated(1).sameInput(new Transpose(x, List.of(0, 3, 1, 2))));
    }

    @Test
    void composesGeneratedTransposes() {
        Proof.firesOnGenerated(new ComposeTransposes(), 0, g -> {
            Value y = g.add(new Transpose(g.input(2, 3, 4, 5), shuffled(g)));
            return g.add(new Transpose(y, shuffled(g)));
        });
    }

    private static List<Integer> shuffled(Generated g) {
        List<Integer> permutation = new ArrayList<>(List.of(0, 1, 2, 3));
        Collections.shuffle(permutation, new Random(g.random.nextLong()));
        return permutation;
    }

    @Test
    void transposesOfExtentsOfOneHaveOneForm() {
        Value pooled = net.add(new GlobalPool(x, Pool.Kind.MAX));
        assertEquals(List.of("n0 = global_pool(x0) kind=max", "n1 = transpose(n0) permutation=[0,3,1,2]", "n2 = unary(n1) kind=tanh"),
            after(new OrderUnitAxes(), new Transpose(pooled, List.of(2, 3, 0, 1))));
        Proof.doesNotFire(new OrderUnitAxes(), new Generated(1).sameInput(new Transpose(x, List.of(3, 2, 1, 0))));
        Proof.firesOnGenerated(new OrderUnitAxes(), 0, g -> g.add(new Transpose(g.input(1, g.oneTo(4), 1, g.oneTo(4)), List.of(2, 3, 0, 1))));
    }

    @Test
    void aTransposeOfExtentsOfOneIsAReshape() {
        Graph graph = net.graph(net.add(new Transpose(net.add(new GlobalPool(x, Pool.Kind.MAX)), List.of(0, 3, 1, 2))));
        assertEquals(List.of("n0 = global_pool(x0) kind=max", "n1 = reshape(n0) shape=[1,3,1,1]"),
            Proof.nodes(Proof.fires(new ReshapeFromTranspose(), graph, 0)));
        Proof.doesNotFire(new ReshapeFromTranspose(), new Generated(1).sameInput(new Transpose(x, List.of(1, 0, 3, 2))));
    }

    @Test
    void composesGeneratedSlices() {
        Proof.firesOnGenerated(new ComposeSlices(), 0, g -> {
            Value y = g.input(1, 30, 20);
            for (int i = 0; i < 3; i++) {
                List<Integer> dims = y.type().shape().dims();
                int start = g.random.nextInt(2);
                List<Integer> ends = List.of(1, dims.get(1), Math.max(start + 1, dims.get(2) - g.random.nextInt(3)));
                y = g.add(new Slice(y, List.of(0, start, start), ends, List.of(1, g.oneTo(2), g.oneTo(2))));
            }
            return y;
        });
        Proof.doesNotFire(new ComposeSlices(), new Generated(1).sameInput(
            new Slice(x, List.of(0, 0, 0, 0), List.of(1, 2, 6, 3), List.of(1, 1, 1, 1))));
    }

    @Test
    void slicesHaveOneForm() {
        Slice loose = new Slice(x, List.of(0, 0, 2, 1), List.of(1, 4, 6, 2), List.of(1, 2, 3, 5));
        assertEquals(List.of("n0 = slice(x0) starts=[0,0,2,1] ends=[1,3,6,2] steps=[1,2,3,1]", "n1 = unary(n0) kind=tanh"),
            after(new TightenSlices(), loose));
        Proof.doesNotFire(new TightenSlices(), new Generated(1).sameInput(
            new Slice(x, List.of(0, 0, 2, 1), List.of(1, 3, 6, 2), List.of(1, 2, 3, 1))));
        Proof.firesOnGenerated(new TightenSlices(), 0, g -> {
            int step = 2 + g.random.nextInt(3);
            int count = g.oneTo(4);
            Value y = g.input(2, step * count + 3);
            return g.add(new Slice(y, List.of(0, 1), List.of(2, 1 + step * count), List.of(1, step)));
        });
    }

    @Test
    void removesActivationsThatChangeNothing() {
        assertEquals(List.of("n0 = unary(x0) kind=relu6", "n1 = unary(n0) kind=tanh"),
            after(new RemoveRepeatedActivations(), new Unary(net.unary(x, Unary.Kind.RELU), Unary.Kind.RELU6)));
        Generated g = new Generated(1);
        Value y = g.unary(g.unary(g.unary(g.input(4), Unary.Kind.SIGMOID), Unary.Kind.RELU6), Unary.Kind.RELU);
        assertEquals(List.of("n0 = unary(x0) kind=sigmoid"), Proof.nodes(Proof.fires(new RemoveRepeatedActivations(), g.graph(y), 0)));
    }

    @Test
    void keepsActivationsThatChangeSomething() {
        Value y = net.unary(net.unary(net.unary(x, Unary.Kind.TANH), Unary.Kind.RELU), Unary.Kind.TANH);
        Proof.doesNotFire(new RemoveRepeatedActivations(), net.graph(net.unary(y, Unary.Kind.RELU6)));
    }
}
