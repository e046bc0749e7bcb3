package io.sextant.search.cost;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sextant.ir.cost.GraphCost;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.kernel.Kernel;
import io.sextant.ir.kernel.Kernels;
import io.sextant.ir.quantity.Metric;
import io.sextant.search.space.Genotype;
import io.sextant.search.space.SampleSpaces;
import io.sextant.search.space.SearchSpace;
import io.sextant.search.space.SpaceFile;
import io.sextant.search.space.SpacePart;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CostTableTest {
    private static final double FIXED = 1234.5;

    static Stream<SearchSpace> spaces() {
        return SampleSpaces.all();
    }

    /** A stand-in for a measured kernel: any two differ. */
    private static double nanoseconds(Kernel kernel) {
        return 1000 + (kernel.text().hashCode() >>> 1) / 1e4;
    }

    private static CostTable table(SearchSpace space) {
        return CostTable.of(space, Map.of(Metric.PARAMS, Additive.parameters(), Metric.MACS, Additive.macs(),
            Metric.LATENCY, new Additive(SpaceKernels.summed(SpaceKernelsTest.IMAGES, CostTableTest::nanoseconds), FIXED)));
    }

    @ParameterizedTest
    @MethodSource("spaces")
    void costsWhatTheLoweredNetworkCosts(SearchSpace space) {
        CostTable table = table(space);
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 100; i++) {
            Genotype genotype = space.sample(random);
            Graph network = space.lower(genotype, i);
            double latency = FIXED + Kernels.of(network, SpaceKernelsTest.IMAGES).stream().mapToDouble(k -> nanoseconds(k.kernel())).sum();
            GraphCost cost = GraphCost.of(network);
            assertEquals(latency, table.cost(Metric.LATENCY, genotype), 1e-9 * latency, genotype::toString);
            assertEquals(cost.parameters(), table.cost(Metric.PARAMS, genotype), genotype::toString);
            assertEquals(cost.macs(), table.cost(Metric.MACS, genotype), genotype::toString);
        }
    }

    @ParameterizedTest
    @MethodSource("spaces")
    void manyAtOnceCostWhatEachDoes(SearchSpace space) {
        CostTable table = table(space);
        SplittableRandom random = new SplittableRandom(2);
        List<Genotype> genotypes = Stream.generate(() -> space.sample(random)).limit(30).toList();
        int[] choices = genotypes.stream().flatMapToInt(genotype -> genotype.choices().stream().mapToInt(Integer::intValue)).toArray();
        for (Metric metric : table.metrics()) {
            double[] each = genotypes.stream().mapToDouble(genotype -> table.cost(metric, genotype)).toArray();
            assertArrayEquals(each, table.costs(metric, choices));
            assertArrayEquals(each, genotypes.stream().mapToDouble(genotype -> table.costs(genotype).get(metric)).toArray());
        }
        assertEquals(Set.of(Metric.LATENCY, Metric.PARAMS, Metric.MACS), table.costs(genotypes.get(0)).keySet());
    }

    @Test
    void aBlockThatIsLeftOutCostsNothingWhateverIsChosenForIt() {
        CostTable table = table(SampleSpaces.tiny());
        double[] costs = table.costs(Metric.LATENCY, new int[] {1, 0, 2, 1, 0, 0, 1, 0, 2, 1, 2, 1});
        assertEquals(costs[0], costs[1]);
        assertEquals(table.cost(Metric.LATENCY, SampleSpaces.tiny().parse("1-0-2-1-0-0")), costs[0]);
    }

    @Test
    void asksOnceForEachPart() {
        SearchSpace space = SampleSpaces.images();
        List<Graph> asked = new ArrayList<>();
        CostTable.of(space, Map.of(Metric.LATENCY, new Additive(part -> {
            asked.add(part);
            return 1;
        }, 0)));
        Set<Graph> distinct = Collections.newSetFromMap(new IdentityHashMap<>());
        for (SpacePart part : space.parts()) {
            IntStream.range(0, part.variants()).forEach(variant -> part.graph(variant).ifPresent(distinct::add));
        }
        assertEquals(distinct.size(), asked.size());
        distinct.removeAll(asked);
        assertEquals(0, distinct.size());
    }

    @Test
    void aSpaceOfOneNetworkHasATableToo() {
        SearchSpace one = SpaceFile.parse("""
            name: one
            input: f32[1x8x1]
            classes: 2
            block: fused
            stem: {width: 2, kernel: 3, stride: 1, activation: relu}
            stages:
              - {width: 2, stride: 2, activation: relu, depth: 2, kernel: 3, expansion: 2}
            """, "one.yaml");
        CostTable table = table(one);
        assertEquals(GraphCost.of(one.lower(one.parse(""), 0)).macs(), table.cost(Metric.MACS, one.parse("")));
        assertEquals(1, table.costs(Metric.MACS, new int[0]).length);
        assertThrows(IllegalArgumentException.class, () -> table.costs(Metric.MACS, new int[] {0}));
    }

    @Test
    void refusesWhatIsNotOfItsSpace() {
        CostTable table = table(SampleSpaces.tiny());
        assertEquals("the space has 6 decisions, the genotype 0-0 has 2",
            refusal(() -> table.cost(Metric.MACS, new Genotype(List.of(0, 0)))));
        assertEquals("the space has 6 decisions, the genotype 0-0-0-0-0-0-0-0-0-0-0-0 has 12",
            refusal(() -> table.cost(Metric.MACS, new Genotype(Collections.nCopies(12, 0)))));
        assertEquals("the space has 6 decisions, got 7 choices", refusal(() -> table.costs(Metric.MACS, new int[7])));
        assertEquals("decision 3 has 3 options, got number 3",
            refusal(() -> table.costs(Metric.MACS, new int[] {0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0})));
        assertEquals("decision 1 has 2 options, got number -1", refusal(() -> table.costs(Metric.MACS, new int[] {-1, 0, 0, 0, 0, 0})));
        assertEquals("the table has [LATENCY, PARAMS, MACS], not RAM",
            refusal(() -> table.cost(Metric.RAM, SampleSpaces.tiny().parse("0-0-0-0-0-0"))));
    }

    private static String refusal(Runnable request) {
        return assertThrows(IllegalArgumentException.class, request::run).getMessage();
    }
}
