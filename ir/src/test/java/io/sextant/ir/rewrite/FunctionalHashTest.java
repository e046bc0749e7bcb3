package io.sextant.ir.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphHash;
import io.sextant.ir.op.Binary.Kind;
import io.sextant.ir.op.Reshape;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.ir.testing.RandomGraphs;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FunctionalHashTest {
    private static final int SEEDS = 40;

    @Test
    void ignoresHowAGraphIsWritten() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Graph graph = RandomGraphs.graph(seed, 20);
            for (long again = 0; again < 4; again++) {
                Graph other = new Disguise(graph, seed * 31 + again).graph();
                Proof.assertSameOutputs(graph, other, 0, seed);
                assertNotEquals(GraphHash.content(graph), GraphHash.content(other), "the disguise shows in how it is written");
                String what = "seed " + seed + "\n" + Proof.nodes(graph) + "\n" + Proof.nodes(other);
                assertEquals(FunctionalHash.structure(graph), FunctionalHash.structure(other), what);
                assertEquals(FunctionalHash.content(graph), FunctionalHash.content(other), what);
            }
        }
    }

    /**
     * Each single change to what is computed shows; that of a weight shows in the content alone. The few changes that make no
     * difference, such as to the order of extents of one, may not show.
     */
    @Test
    void tellsEverySingleMutation() {
        Set<Mutation.Kind> made = new HashSet<>();
        int hidden = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            Graph graph = Rewrites.CANONICAL.run(RandomGraphs.graph(seed, 12)).graph();
            for (Mutation.Kind kind : Mutation.Kind.values()) {
                Optional<Graph> mutant = Mutation.of(graph, kind, seed);
                made.addAll(mutant.map(m -> kind).stream().toList());
                hidden += mutant.isPresent() && isHidden(graph, mutant.get(), kind) ? 1 : 0;
            }
        }
        assertEquals(Set.of(Mutation.Kind.values()), made);
        assertTrue(hidden <= 2, hidden + " changes do not show");
    }

    private static boolean isHidden(Graph graph, Graph mutant, Mutation.Kind kind) {
        String what = kind + "\n" + Proof.nodes(graph) + "\n" + Proof.nodes(mutant);
        boolean sameStructure = FunctionalHash.structure(graph).equals(FunctionalHash.structure(mutant));
        boolean sameContent = FunctionalHash.content(graph).equals(FunctionalHash.content(mutant));
        if (kind == Mutation.Kind.WEIGHT) {
            assertTrue(sameStructure && !sameContent, what);
            return false;
        }
        if (sameContent) {
            Proof.assertSameOutputs(graph, mutant, 0, 1);
        }
        assertEquals(sameStructure, sameContent, what);
        return sameContent;
    }

    @Test
    void differentGraphsDiffer() {
        Set<String> hashes = new HashSet<>();
        for (long seed = 0; seed < 200; seed++) {
            hashes.add(FunctionalHash.structure(RandomGraphs.graph(seed, 8)));
        }
        assertTrue(hashes.size() > 197, hashes.size() + " of 200");
    }

    /** Two layers are not one layer used twice, though each of their parts looks the same from below. */
    @Test
    void tellsTwoLayersFromOneUsedTwice() {
        Generated two = new Generated(1);
        Value x = two.input(1, 8, 3);
        Graph separate = two.graph(two.binary(two.binary(x, Kind.MUL, two.weights(3)), Kind.ADD, two.binary(x, Kind.MUL, two.weights(3))));
        Generated one = new Generated(1);
        Value scaled = one.binary(one.input(1, 8, 3), Kind.MUL, one.weights(3));
        assertNotEquals(FunctionalHash.structure(separate), FunctionalHash.structure(one.graph(one.binary(scaled, Kind.ADD, scaled))));
    }

    @Test
    void tellsWeightsThatAreSharedFromWeightsThatAreNot() {
        Generated one = new Generated(1);
        Value w = one.weights(3);
        Graph shared = one.graph(one.binary(one.binary(one.input(8, 3), Kind.SUB, w), Kind.MUL, w));
        Generated two = new Generated(1);
        Graph separate = two.graph(two.binary(two.binary(two.input(8, 3), Kind.SUB, two.weights(3)), Kind.MUL, two.weights(3)));
        assertNotEquals(FunctionalHash.structure(shared), FunctionalHash.structure(separate));
    }

    @Test
    void theStructureDoesNotDependOnWhatWeightsHold() {
        Generated zero = new Generated(1);
        Graph neutral = zero.graph(zero.binary(zero.input(8, 3), Kind.ADD, zero.filled(0, 3)));
        Generated other = new Generated(1);
        Graph shift = other.graph(other.binary(other.input(8, 3), Kind.ADD, other.weights(3)));
        assertEquals(FunctionalHash.structure(neutral), FunctionalHash.structure(shift));
        assertNotEquals(FunctionalHash.content(neutral), FunctionalHash.content(shift));
    }

    @Test
    void inputsAndOutputsCountInTheirOrder() {
        assertNotEquals(difference(true), difference(false));
        Generated one = new Generated(1);
        Value x = one.input(4);
        Graph ab = one.output("a", one.unary(x, Unary.Kind.RELU)).graph(one.unary(x, Unary.Kind.TANH));
        Generated two = new Generated(1);
        Value y = two.input(4);
        Graph ba = two.output("a", two.unary(y, Unary.Kind.TANH)).graph(two.unary(y, Unary.Kind.RELU));
        assertNotEquals(FunctionalHash.structure(ab), FunctionalHash.structure(ba));
    }

    private static String difference(boolean forth) {
        Generated g = new Generated(1);
        Value a = g.input(4);
        Value b = g.input(4);
        return FunctionalHash.structure(g.graph(g.binary(forth ? a : b, Kind.SUB, forth ? b : a)));
    }

    @Test
    void identitiesThatChangeTheTypeCount() {
        Generated one = new Generated(1);
        Value x = one.input(2, 2);
        Graph flat = one.graph(one.add(new Reshape(x, List.of(4))));
        Generated two = new Generated(1);
        assertNotEquals(FunctionalHash.structure(flat), FunctionalHash.structure(two.graph(two.input(2, 2))));
    }

    @Test
    void isStable() {
        Generated g = new Generated(1);
        Graph graph = g.graph(g.unary(g.input(2, 3), Unary.Kind.RELU));
        assertEquals("1d929fb4 1d929fb4", FunctionalHash.structure(graph).substring(0, 8) + " " + FunctionalHash.content(graph).substring(0, 8));
    }
}
