package io.sextant.search.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sextant.ir.cost.GraphCost;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.Node;
import io.sextant.ir.op.Convolution;
import io.sextant.ir.type.TensorType;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The shipped space against what is published of the Once-for-All MobileNetV3 at width multiplier 1.2. */
class MobileNetV3Test {
    private static final SearchSpace SPACE = Spaces.named("mobilenetv3");
    private static final List<Integer> RESOLUTIONS = List.of(160, 176, 192, 208, 224);
    private static final Path NOTE10 = Path.of("../../../shared/data/once-for-all");

    @Test
    void hasAsManyNetworksAsPublished() {
        BigInteger stage = BigInteger.valueOf(9 * 9 + 9 * 9 * 9 + 9 * 9 * 9 * 9);
        assertEquals(BigInteger.valueOf(5).multiply(stage.pow(5)), SPACE.size());
    }

    @ParameterizedTest
    @CsvSource({"0, 160", "2, 192", "4, 224"})
    void everyNetworkTypesFromPixelsToLogits(int choice, int resolution) {
        SplittableRandom random = new SplittableRandom(4);
        for (int i = 0; i < 20; i++) {
            List<Integer> choices = new ArrayList<>(SPACE.sample(random).choices());
            choices.set(0, choice);
            Graph graph = SPACE.lower(new Genotype(choices), i);
            assertEquals(TensorType.f32(1, resolution, resolution, 3), graph.inputs().get(0).value().type());
            assertEquals(TensorType.f32(1, 1000), graph.outputs().get(0).value().type());
        }
    }

    @Test
    void isDescribedFromTheResolutionOn() {
        Genotype smallest = SPACE.at(BigInteger.ZERO);
        assertEquals("r160 | k3e1 | k3e3 k3e3 | k3e3+se k3e3+se | k3e3 k3e3 | k3e3+se k3e3+se | k3e3+se k3e3+se", SPACE.describe(smallest));
    }

    /** Of the specialised networks that were published with their size, the smallest has 389 M MACs and the largest 595 M. */
    @Test
    void spansThePublishedNetworks() {
        GraphCost smallest = GraphCost.of(SPACE.lower(SPACE.at(BigInteger.ZERO), 0));
        GraphCost largest = GraphCost.of(SPACE.lower(new Genotype(SPACE.options().stream().map(options -> options - 1).toList()), 0));
        assertEquals(List.of(100_320_888L, 843_101_040L), List.of(smallest.macs(), largest.macs()));
        assertEquals(List.of(4_603_992L, 10_703_168L), List.of(smallest.parameters(), largest.parameters()));
    }

    /**
     * MobileNetV3-Large (Howard et al., 2019) has 5,483,032 trained parameters with a bias in its hidden layer, and 0.217 G MACs. Three
     * of its blocks have 40, 24 and 24 channels more inside than a whole expansion gives, and its first squeeze has 24 where the nearest
     * multiple of 8 is 16.
     */
    @Test
    void mobileNetV3LargeHasItsPublishedSize() {
        SearchSpace large = SpaceFile.parse("""
            name: large
            input: f32[1x224x224x3]
            classes: 1000
            rounding: 8
            block: depthwise
            stem: {width: 16, kernel: 3, stride: 2, activation: hard_swish}
            stages:
              - {width: 16, stride: 1, activation: relu, depth: 1, kernel: 3, expansion: 1}
              - {width: 24, stride: 2, activation: relu, depth: 1, kernel: 3, expansion: 4}
              - {width: 24, stride: 1, activation: relu, depth: 1, kernel: 3, expansion: 3}
              - {width: 40, stride: 2, activation: relu, depth: 3, kernel: 5, expansion: 3, squeeze: true}
              - {width: 80, stride: 2, activation: hard_swish, depth: 1, kernel: 3, expansion: 6}
              - {width: 80, stride: 1, activation: hard_swish, depth: 3, kernel: 3, expansion: 2}
              - {width: 112, stride: 1, activation: hard_swish, depth: 2, kernel: 3, expansion: 6, squeeze: true}
              - {width: 160, stride: 2, activation: hard_swish, depth: 3, kernel: 5, expansion: 6, squeeze: true}
            head: {pointwise: 960, hidden: 1280, activation: hard_swish}
            """, "large.yaml");
        GraphCost cost = GraphCost.of(large.lower(large.parse(""), 0));
        int missing = 40 + 24 + 24;
        assertEquals(5_483_032, cost.parameters() + missing * (80 + 2 + 9 + 2 + 80) + (24 - 16) * (72 + 1 + 72));
        assertEquals(0.217e9, cost.macs() + missing * (80 + 9 + 80) * 14 * 14, 0.0005e9);
    }

    /** The published rule: the nearest multiple of 8, and the next one where that is less than 0.9 of the number. */
    @Test
    void squeezesToThePublishedWidths() {
        Set<Integer> widths = new TreeSet<>();
        for (SpacePart part : SPACE.parts()) {
            IntStream.range(0, part.variants()).mapToObj(part::graph).flatMap(Optional::stream).flatMap(graph -> graph.nodes().stream())
                .map(Node::op).filter(op -> op instanceof Convolution convolution && convolution.bias().isPresent())
                .map(op -> ((Convolution) op).filter().type()).filter(filter -> filter.dim(2) > filter.dim(3)).forEach(filter -> {
                    double exact = filter.dim(2) / 4.0;
                    int nearest = (int) (exact + 4) / 8 * 8;
                    assertEquals(nearest < 0.9 * exact ? nearest + 8 : nearest, filter.dim(3));
                    widths.add(filter.dim(3));
                });
        }
        assertEquals(Set.of(24, 32, 40, 48, 72, 96, 104, 136, 144, 192, 208, 288), widths);
    }

    /** Every layer of the space is in the published latency table of its resolution, and every layer of the table is in the space. */
    @ParameterizedTest
    @ValueSource(ints = {160, 176, 192, 208, 224})
    void isMadeOfTheLayersOfTheNote10Table(int resolution) throws IOException {
        Path table = NOTE10.resolve("note10_" + resolution + "_lookup_table.yaml");
        assumeTrue(Files.exists(table), () -> "the Note10 latency table is not at " + table);
        try (Stream<String> lines = Files.lines(table)) {
            assertEquals(lines.filter(line -> !line.startsWith(" ")).map(line -> line.substring(0, line.lastIndexOf(':')))
                .collect(Collectors.toCollection(TreeSet::new)), layers(RESOLUTIONS.indexOf(resolution)));
        }
    }

    /** The resolution is the first digit of every variant. */
    private static Set<String> layers(int resolution) {
        Set<String> layers = new TreeSet<>();
        for (SpacePart part : SPACE.parts()) {
            int variants = part.variants() / RESOLUTIONS.size();
            IntStream.range(resolution * variants, (resolution + 1) * variants).mapToObj(part::graph).flatMap(Optional::stream)
                .forEach(graph -> layers.addAll(Note10Keys.of(graph)));
        }
        return layers;
    }
}
