package io.sextant.search.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.kernel.Fusion;
import io.sextant.ir.kernel.Kernel;
import io.sextant.ir.kernel.Kernels;
import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.TensorType;
import io.sextant.search.space.SampleSpaces;
import io.sextant.search.space.SearchSpace;
import io.sextant.search.space.SpaceFile;
import io.sextant.search.space.SpacePart;
import io.sextant.search.space.Spaces;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpaceKernelsTest {
    /** What ONNX Runtime fuses on images. */
    static final Fusion IMAGES = Fusion.parse(
        "convolution > batch_norm > binary(add) > unary(relu, relu6, sigmoid, tanh, hard_sigmoid)",
        "dense > unary(relu, sigmoid, tanh, hard_sigmoid)");

    @Test
    void hasEveryKernelAsOftenAsARandomNetworkDoesOnAverage() {
        SearchSpace tiny = SampleSpaces.tiny();
        int combinations = tiny.options().stream().reduce(1, (a, b) -> a * b);
        Map<Kernel, Double> average = new HashMap<>();
        for (int i = 0; i < combinations; i++) {
            Graph network = tiny.lower(tiny.parse(digits(i, tiny.options())), 0);
            Kernels.of(network, IMAGES).forEach(placed -> average.merge(placed.kernel(), 1.0 / combinations, Double::sum));
        }
        Map<Kernel, Double> expected = SpaceKernels.of(tiny, IMAGES);
        assertEquals(average.keySet(), expected.keySet());
        average.forEach((kernel, times) -> assertEquals(times, expected.get(kernel), 1e-12, kernel::label));
    }

    private static String digits(int number, List<Integer> options) {
        List<Integer> digits = new ArrayList<>();
        int rest = number;
        for (int radix : options) {
            digits.add(rest % radix);
            rest /= radix;
        }
        return digits.stream().map(String::valueOf).collect(Collectors.joining("-"));
    }

    @Test
    void mobileNetV3HasSomeHundredKernels() {
        assertEquals(891, SpaceKernels.of(Spaces.named("mobilenetv3"), IMAGES).size());
        assertEquals(1134, SpaceKernels.of(Spaces.named("mobilenetv3"), Fusion.NONE).size());
    }

    @Test
    void theOrderIsThatOfTheParts() {
        List<Kernel> kernels = List.copyOf(SpaceKernels.of(SampleSpaces.tiny(), IMAGES).keySet());
        assertEquals("convolution k3 1->2 @8 +batch_norm +relu", kernels.get(0).label());
        assertTrue(kernels.get(kernels.size() - 1).label().startsWith("dense "), kernels.toString());
        assertEquals(kernels, List.copyOf(SpaceKernels.of(SampleSpaces.tiny(), IMAGES).keySet()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"convolution > batch_norm > convolution", "batch_norm > global_pool"})
    void refusesAFusionThatCouldJoinKernelsAcrossParts(String chain) {
        Fusion crossing = Fusion.parse(chain);
        String message = assertThrows(IllegalArgumentException.class, () -> SpaceKernels.of(SampleSpaces.images(), crossing)).getMessage();
        assertTrue(message.startsWith("fusion '" + chain + "' may join a kernel across the parts of a space"), message);
        Graph head = head(SampleSpaces.images());
        Graph stem = SampleSpaces.images().parts().get(0).graph(0).orElseThrow();
        ToDoubleFunction<Graph> cost = SpaceKernels.summed(crossing, kernel -> 1);
        assertThrows(IllegalArgumentException.class, () -> cost.applyAsDouble(chain.endsWith("pool") ? head : stem));
    }

    @Test
    void refusesARegionThatMayGoOnInTheNextPart() {
        GraphBuilder builder = new GraphBuilder("part");
        Value filter = builder.constant(Tensor.zeros(TensorType.f32(1, 1, 2, 8)));
        Value expanded = builder.add(new Convolution(builder.input("x", TensorType.f32(1, 4, 4, 2)), filter, Optional.empty(),
            List.of(1, 1), List.of(0, 0), List.of(0, 0), List.of(1, 1), 1));
        Graph part = builder.output("y", builder.add(new Unary(expanded, Unary.Kind.RELU))).build();
        String message = assertThrows(IllegalArgumentException.class,
            () -> SpaceKernels.kernels(part, Fusion.parse("inverted_residual(spills 512 B)"))).getMessage();
        assertTrue(message.startsWith("fusion 'inverted_residual(spills 512 B)' may join a kernel across the parts of a space"), message);
        assertEquals(2, SpaceKernels.kernels(part, Fusion.parse("inverted_residual(spills 513 B)")).size());
    }

    private static Graph head(SearchSpace space) {
        SpacePart last = space.parts().get(space.parts().size() - 1);
        return last.graph(0).orElseThrow();
    }

    @Test
    void sumsOverTheKernelsOfAPartAndAsksOnceForEach() {
        Map<Kernel, Integer> asked = new HashMap<>();
        ToDoubleFunction<Graph> cost = SpaceKernels.summed(IMAGES, kernel -> {
            asked.merge(kernel, 1, Integer::sum);
            return kernel.text().length();
        });
        SearchSpace images = SampleSpaces.images();
        for (SpacePart part : images.parts()) {
            IntStream.range(0, part.variants()).forEach(variant -> part.graph(variant).ifPresent(graph -> assertEquals(
                Kernels.of(graph, IMAGES).stream().mapToInt(placed -> placed.kernel().text().length()).sum(), cost.applyAsDouble(graph))));
        }
        assertEquals(SpaceKernels.of(images, IMAGES).keySet(), asked.keySet());
        assertEquals(List.of(1), new ArrayList<>(new HashSet<>(asked.values())));
    }

    @Test
    void refusesASpaceOfTooManyVariants() {
        String options = IntStream.rangeClosed(1, 64).mapToObj(String::valueOf).collect(Collectors.joining(", ", "[", "]"));
        SearchSpace vast = SpaceFile.parse("""
            name: vast
            input: f32[1x64x64x3]
            classes: 2
            resolution: %s
            width: %s
            block: fused
            stem: {width: 2, kernel: 3, stride: 1, activation: relu}
            stages:
              - {width: 2, stride: 2, activation: relu, depth: 1, kernel: [1, 3, 5, 7], expansion: [1, 2, 3, 4], squeeze: [false, true]}
            """.formatted(options, options), "vast.yaml");
        assertEquals("space vast: its parts have 139264 variants, at most 65536 are tabulated; give resolution, width, kernel or expansion "
            + "fewer options", assertThrows(InvalidInput.class, () -> SpaceKernels.of(vast, Fusion.NONE)).getMessage());
        assertThrows(InvalidInput.class, () -> CostTable.of(vast, Map.of()));
    }
}
