package io.sextant.search.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.kernel.Fusion;
import io.sextant.ir.kernel.Kernel;
import io.sextant.ir.kernel.Kernels;
import io.sextant.ir.kernel.PlacedKernel;
import io.sextant.ir.type.TensorType;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SpacePartTest {
    private static final List<Fusion> FUSIONS = List.of(Fusion.NONE,
        Fusion.parse("convolution > batch_norm > binary(add) > unary(relu, relu6, sigmoid, tanh, hard_sigmoid)",
            "dense > unary(relu, sigmoid, tanh, hard_sigmoid)"),
        Fusion.parse("convolution > batch_norm > unary(relu, relu6, sigmoid, tanh, hard_sigmoid)"),
        Fusion.parse("convolution > batch_norm > unary", "convolution > unary(hard_sigmoid) > binary(mul)", "global_pool > reshape"),
        Fusion.parse("squeeze_excite", "inverted_residual(spills 2 KiB)", "expand_depthwise", "convolution > batch_norm > unary"));

    static Stream<SearchSpace> spaces() {
        return SampleSpaces.all();
    }

    private static List<Graph> present(SearchSpace space, Genotype genotype) {
        return space.parts().stream().map(part -> part.graph(part.variant(genotype))).flatMap(Optional::stream).toList();
    }

    private static Map<Kernel, Long> counted(Stream<Graph> graphs, Fusion fusion) {
        return graphs.flatMap(graph -> Kernels.of(graph, fusion).stream()).map(PlacedKernel::kernel)
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    @ParameterizedTest
    @MethodSource("spaces")
    void theKernelsOfANetworkAreThoseOfItsParts(SearchSpace space) {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 40; i++) {
            Genotype genotype = space.sample(random);
            Graph network = space.lower(genotype, 0);
            for (Fusion fusion : FUSIONS) {
                assertEquals(counted(Stream.of(network), fusion), counted(present(space, genotype).stream(), fusion),
                    () -> genotype + " under " + fusion);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("spaces")
    void whatGoesOutOfAPartComesIntoTheNext(SearchSpace space) {
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < 40; i++) {
            Genotype genotype = space.sample(random);
            Graph network = space.lower(genotype, 0);
            TensorType type = network.inputs().get(0).value().type();
            for (Graph part : present(space, genotype)) {
                assertEquals(List.of(type), part.inputs().stream().map(input -> input.value().type()).toList());
                assertEquals(1, part.outputs().size());
                type = part.outputs().get(0).value().type();
            }
            assertEquals(network.outputs().get(0).value().type(), type);
        }
    }

    @Test
    void namesStemBlocksAndHead() {
        assertEquals(List.of("stem", "stage 1 block 1", "stage 1 block 2", "head"),
            SampleSpaces.tiny().parts().stream().map(SpacePart::name).toList());
        assertEquals(2 + 1 + 5 * 4, Spaces.named("mobilenetv3").parts().size());
    }

    @Test
    void aWindowHoldsTheWholeNetworksChoicesTheBlocksOwnAndDepthOnlyWhereItMatters() {
        List<SpacePart> parts = SampleSpaces.tiny().parts();
        assertEquals(List.of(2, 2, 3, 2, 3, 2), SampleSpaces.tiny().options(), "width, depth, and kernel and squeeze of both blocks");
        assertEquals(List.of(0), decisions(parts.get(0)));
        assertEquals(List.of(0, 2, 3), decisions(parts.get(1)));
        assertEquals(List.of(0, 1, 4, 5), decisions(parts.get(2)));
        assertEquals(List.of(2, 2, 3, 2), parts.get(2).window().stream().map(SpacePart.Choice::options).toList());
        assertEquals(24, parts.get(2).variants());
        assertEquals(((1 * 2 + 0) * 3 + 2) * 2 + 1, parts.get(2).variant(new Genotype(List.of(1, 0, 1, 0, 2, 1))));
        SearchSpace fixed = SpaceFile.parse(
            SampleSpaces.TINY.replace("[1, 2]", "2").replace("[1, 3, 5]", "3").replace("[false, true]", "true"), "fixed.yaml");
        assertEquals(List.of(1, 1, 1, 1), fixed.parts().stream().map(SpacePart::variants).toList());
        assertEquals(0, fixed.parts().get(2).variant(fixed.parse("")));
    }

    private static List<Integer> decisions(SpacePart part) {
        return part.window().stream().map(SpacePart.Choice::decision).toList();
    }

    @Test
    void aPartIsAbsentWhereDepthLeavesItOut() {
        SearchSpace tiny = SampleSpaces.tiny();
        SpacePart second = tiny.parts().get(2);
        assertTrue(second.graph(second.variant(tiny.parse("1-0-0-0-2-1"))).isEmpty());
        assertFalse(second.graph(second.variant(tiny.parse("1-1-0-0-2-1"))).isEmpty());
    }

    @Test
    void equalBlocksAreOneGraph() {
        SearchSpace space = Spaces.named("mobilenetv3");
        Genotype genotype = space.sample(new SplittableRandom(3));
        List<Graph> deepest = present(space, new Genotype(genotype.choices().stream().map(choice -> 2).toList()));
        assertEquals(23, deepest.size());
        assertSame(deepest.get(3), deepest.get(4));
        assertSame(deepest.get(3), deepest.get(5));
        assertNotSame(deepest.get(2), deepest.get(3), "the first block of a stage has another input");
        assertEquals(5 * (1 + 1 + 5 * (9 + 9) + 1) - 2 * (9 + 1), distinct(space), "176 and 192 end in 6x6 alike, 208 and 224 in 7x7");
    }

    private static int distinct(SearchSpace space) {
        Set<Graph> graphs = Collections.newSetFromMap(new IdentityHashMap<>());
        for (SpacePart part : space.parts()) {
            IntStream.range(0, part.variants()).forEach(variant -> part.graph(variant).ifPresent(graphs::add));
        }
        return graphs.size();
    }

    @Test
    void thereIsNoVariantBeyondTheLast() {
        SpacePart stem = SampleSpaces.tiny().parts().get(0);
        assertEquals("stem has 2 variants, got number 2", assertThrows(IndexOutOfBoundsException.class, () -> stem.graph(2)).getMessage());
        assertThrows(IndexOutOfBoundsException.class, () -> stem.graph(-1));
    }
}
