package io.sextant.search.cost;

import io.sextant.search.space.Genotype;
import io.sextant.search.space.SearchSpace;
import io.sextant.search.space.SpaceFile;
import java.math.BigInteger;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Small spaces of each form of block whose networks have integers. */
final class MixedSpaces {
    private static final int DRAWN = 10;

    private static final String FUSED = """
        name: mixed
        input: f32[1x40x1]
        classes: 10
        block: fused
        stem: {width: 8, kernel: 5, stride: 2, activation: relu, precision: i8}
        stages:
          - {width: 8, stride: 1, activation: relu, depth: [1, 2], kernel: 3, expansion: [1, 2], squeeze: [false, true], precision: [f32, i8]}
          - {width: 12, stride: 2, activation: relu, depth: 1, kernel: 3, expansion: 1, precision: [i8, f32]}
        """;
    /** Integers come first, so that the first network has them throughout. */
    private static final String DEPTHWISE = """
        name: depthwise
        input: f32[1x16x16x3]
        classes: 5
        width: [1, 1.5]
        rounding: 4
        block: depthwise
        stem: {width: 8, kernel: 3, stride: 2, activation: relu, precision: i8}
        stages:
          - {width: 8, stride: 1, activation: relu6, depth: [1, 2], kernel: [3, 5], expansion: [1, 2], squeeze: [false, true], precision: [i8, f32]}
          - {width: 12, stride: 2, activation: hard_swish, depth: 1, kernel: 3, expansion: 2, squeeze: true, precision: [i8, f32]}
        head: {pointwise: 20, hidden: 16, activation: hard_swish, precision: i8}
        """;
    private static final String SHRINKING = """
        name: shrinking
        input: f32[1x40x1]
        classes: 3
        block: fused
        stem: {width: 8, kernel: 5, stride: 1, padding: valid, activation: relu, precision: i8}
        stages:
          - {width: 8, stride: 1, padding: valid, activation: relu, depth: [1, 2], kernel: [3, 5], expansion: [1, 2], groups: [1, 4], precision: [i8, f32]}
          - {width: 12, stride: 2, padding: valid, residual: never, activation: relu, depth: 1, kernel: 3, expansion: [1, 2], precision: i8}
        head: {hidden: 16, activation: relu, precision: i8}
        """;
    private static final String ATTENTIVE = """
        name: attentive
        input: f32[1x24x2]
        classes: 4
        block: fused
        stem: {width: 8, kernel: 5, stride: 2, activation: relu, precision: i8}
        stages:
          - {width: 8, stride: 2, activation: relu, depth: 1, kernel: 3, expansion: 2, precision: [i8, f32]}
          - {width: 16, block: attention, stride: 1, activation: gelu, depth: [1, 2], heads: [1, 2, 4], expansion: [1, 2], precision: [i8, f32]}
        head: {precision: i8}
        """;

    private MixedSpaces() {
    }

    static SearchSpace fused() {
        return SpaceFile.parse(FUSED, "mixed.yaml");
    }

    static Stream<SearchSpace> all() {
        return Stream.of(fused(), SpaceFile.parse(DEPTHWISE, "depthwise.yaml"), SpaceFile.parse(SHRINKING, "shrinking.yaml"),
            SpaceFile.parse(ATTENTIVE, "attentive.yaml"));
    }

    /** The first network of a space, and some others. */
    static Stream<Genotype> some(SearchSpace space) {
        SplittableRandom random = new SplittableRandom(3);
        return Stream.concat(Stream.of(space.at(BigInteger.ZERO)), IntStream.range(0, DRAWN).mapToObj(i -> space.sample(random))).distinct();
    }
}
