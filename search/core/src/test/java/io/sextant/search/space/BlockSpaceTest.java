package io.sextant.search.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.digest.Sha256;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphHash;
import io.sextant.ir.graph.Node;
import io.sextant.ir.op.BatchNorm;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Convolution;
import io.sextant.ir.type.TensorType;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BlockSpaceTest {
    static Stream<SearchSpace> spaces() {
        return SampleSpaces.all();
    }

    @Test
    void sizeCountsEachNetworkOnce() {
        SearchSpace tiny = SampleSpaces.tiny();
        assertEquals(BigInteger.valueOf(2 * (6 + 6 * 6)), tiny.size());
        assertEquals(BigInteger.valueOf(4).multiply(BigInteger.valueOf(18 + 18 * 18).pow(4)), Spaces.named("mnist1d").size());
        Set<Genotype> all = new HashSet<>();
        Set<String> structures = new HashSet<>();
        for (int i = 0; i < tiny.size().intValueExact(); i++) {
            Genotype genotype = tiny.at(BigInteger.valueOf(i));
            assertEquals(genotype, tiny.parse(genotype.toString()), "canonical");
            all.add(genotype);
            structures.add(GraphHash.structure(tiny.lower(genotype, 0)));
        }
        assertEquals(84, all.size());
        assertEquals(84, structures.size());
        assertThrows(IndexOutOfBoundsException.class, () -> tiny.at(tiny.size()));
    }

    @ParameterizedTest
    @MethodSource("spaces")
    void everySampleIsCanonicalAndReadsBack(SearchSpace space) {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 300; i++) {
            Genotype genotype = space.sample(random);
            assertEquals(genotype, space.parse(genotype.toString()));
            assertFalse(space.describe(genotype).isBlank());
        }
    }

    @ParameterizedTest
    @MethodSource("spaces")
    void everyMutantIsAnotherNetwork(SearchSpace space) {
        SplittableRandom random = new SplittableRandom(2);
        Genotype parent = space.sample(random);
        for (int i = 0; i < 200; i++) {
            Genotype child = space.mutate(parent, random);
            assertEquals(child, space.parse(child.toString()), "canonical");
            assertNotEquals(GraphHash.structure(space.lower(parent, 0)), GraphHash.structure(space.lower(child, 0)));
            parent = child;
        }
    }

    @Test
    void mutationReachesEveryNetwork() {
        SearchSpace tiny = SampleSpaces.tiny();
        SplittableRandom random = new SplittableRandom(3);
        Set<Genotype> reached = new HashSet<>();
        Genotype genotype = tiny.at(BigInteger.ZERO);
        for (int i = 0; i < 5000; i++) {
            genotype = tiny.mutate(genotype, random);
            reached.add(genotype);
        }
        assertEquals(84, reached.size());
    }

    @Test
    void samplingIsUniformPerDecision() {
        SearchSpace tiny = SampleSpaces.tiny();
        SplittableRandom random = new SplittableRandom(4);
        Map<Integer, Integer> depths = new HashMap<>();
        for (int i = 0; i < 4000; i++) {
            depths.merge(tiny.sample(random).choice(1), 1, Integer::sum);
        }
        assertTrue(Math.abs(depths.get(0) - 2000) < 200, depths.toString());
    }

    @ParameterizedTest
    @MethodSource("spaces")
    void distinctGenotypesAreDistinctStructures(SearchSpace space) {
        SplittableRandom random = new SplittableRandom(5);
        Map<String, Genotype> seen = new HashMap<>();
        for (int i = 0; i < 150; i++) {
            Genotype genotype = space.sample(random);
            Genotype same = seen.putIfAbsent(GraphHash.structure(space.lower(genotype, i)), genotype);
            assertTrue(same == null || same.equals(genotype), () -> genotype + " and " + same);
        }
    }

    @Test
    void everyNetworkOfMnist1dTypesFromInputToLogits() {
        SearchSpace space = Spaces.named("mnist1d");
        SplittableRandom random = new SplittableRandom(6);
        for (int i = 0; i < 200; i++) {
            Graph graph = space.lower(space.sample(random), i);
            assertEquals(TensorType.f32(1, 40, 1), graph.inputs().get(0).value().type());
            assertEquals(TensorType.f32(1, 10), graph.outputs().get(0).value().type());
        }
    }

    @Test
    void twoSpatialDimensionsLowerAlike() {
        SearchSpace space = SampleSpaces.images();
        Graph graph = space.lower(space.sample(new SplittableRandom(7)), 0);
        assertEquals(TensorType.f32(1, 100), graph.outputs().get(0).value().type());
        assertTrue(graph.nodes().stream().anyMatch(node -> node.op() instanceof Convolution c && c.isDepthwise()));
        assertTrue(graph.nodes().stream().anyMatch(node -> node.op() instanceof Convolution c && c.type().dim(1) == 4));
    }

    @Test
    void weightsAreAFunctionOfTheSeed() {
        SearchSpace space = Spaces.named("mnist1d");
        Genotype genotype = space.sample(new SplittableRandom(8));
        assertEquals(GraphHash.content(space.lower(genotype, 3)), GraphHash.content(space.lower(genotype, 3)));
        assertNotEquals(GraphHash.content(space.lower(genotype, 3)), GraphHash.content(space.lower(genotype, 4)));
        assertEquals(GraphHash.structure(space.lower(genotype, 3)), GraphHash.structure(space.lower(genotype, 4)));
    }

    @Test
    void normalisationStartsAsTheIdentity() {
        SearchSpace space = Spaces.named("mnist1d");
        Graph graph = space.lower(space.sample(new SplittableRandom(9)), 0);
        for (Node node : graph.nodes()) {
            if (node.op() instanceof BatchNorm norm) {
                assertEquals(1, graph.constants().get(norm.scale()).floats()[0]);
                assertEquals(0, graph.constants().get(norm.shift()).floats()[0]);
                assertEquals(0, graph.constants().get(norm.mean()).floats()[0]);
                assertEquals(1, graph.constants().get(norm.variance()).floats()[0]);
            }
        }
    }

    @Test
    void blocksOfOneShapeAreResidual() {
        SearchSpace tiny = SampleSpaces.tiny();
        assertEquals(1, additions(tiny.lower(tiny.parse("0-1-0-0-0-0"), 0)), "second block");
        assertEquals(0, additions(tiny.lower(tiny.parse("0-0-0-0-0-0"), 0)), "stride 2");
    }

    private static long additions(Graph graph) {
        return graph.nodes().stream().filter(node -> node.op() instanceof Binary b && b.kind() == Binary.Kind.ADD).count();
    }

    @Test
    void describesInWords() {
        SearchSpace tiny = SampleSpaces.tiny();
        assertEquals("w2 | k1e2 k5e2+se", tiny.describe(tiny.parse("1-1-0-0-2-1")));
        assertEquals("w1 | k3e2", tiny.describe(tiny.parse("0-0-1-0-2-1")));
    }

    @Test
    void describesTheResolutionFirst() {
        SearchSpace scaled = SampleSpaces.scaled();
        assertEquals("r24 w1.5 | k3e1+se k3e1+se k3e2+se | k3e2 k3e2", scaled.describe(scaled.parse("1-1-0-0-0-0-0-0-1-0-0-0-0")));
        assertEquals("r16 | k3e1+se | k3e2 k3e2", scaled.describe(scaled.parse("0-0-1-0-0-0-0-0-0-0-0-0-0")));
    }

    @Test
    void theResolutionIsTheExtentOfTheInput() {
        SearchSpace scaled = SampleSpaces.scaled();
        assertEquals(TensorType.f32(1, 16, 16, 3), input(scaled, "0-0-0-0-0-0-0-0-0-0-0-0-0"));
        assertEquals(TensorType.f32(1, 24, 24, 3), input(scaled, "1-0-0-0-0-0-0-0-0-0-0-0-0"));
    }

    private static TensorType input(SearchSpace space, String genotype) {
        return space.lower(space.parse(genotype), 0).inputs().get(0).value().type();
    }

    /** Runs that were kept name their networks by number, genotype and hash. */
    @Test
    void spacesWithoutResolutionAndHeadAreWhatTheyWereBeforeThereWereAny() {
        assertEquals("86ff9aad14238a6b2a6dd8bffea4a7058e39ded43aafe6d6871cedf016e09aac", digest(Spaces.named("mnist1d")));
        assertEquals("fd5c1d4dc6f9ebf5951e7bb8a873be098c83125f4e3001038be06208ebf13e56", digest(SampleSpaces.images()));
    }

    private static String digest(SearchSpace space) {
        SplittableRandom random = new SplittableRandom(11);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 50; i++) {
            Genotype genotype = space.sample(random);
            text.append(genotype).append(' ').append(space.describe(genotype)).append(' ')
                .append(GraphHash.content(space.lower(genotype, i))).append(space.at(space.size().shiftRight(i + 1))).append('\n');
        }
        return Sha256.of(text + space.declaration());
    }

    @Test
    void refusesATextThatIsNoGenotype() {
        SearchSpace tiny = SampleSpaces.tiny();
        assertEquals("genotype '0-0-3-0-0-0': decision 3 (stage 1 block 1 kernel) is a number from 0 to 2, got '3'",
            assertThrows(InvalidInput.class, () -> tiny.parse("0-0-3-0-0-0")).getMessage());
        assertEquals("genotype '1-2': space tiny has 6 decisions, got 2; a genotype is written like 0-0-0-0-0-0",
            assertThrows(InvalidInput.class, () -> tiny.parse("1-2")).getMessage());
    }
}
