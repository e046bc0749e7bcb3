package io.sextant.search.space;

import java.nio.file.Path;
import java.util.stream.Stream;

/** The shipped spaces, and small ones of other forms. */
public final class SampleSpaces {
    /** 2 x (6 + 6 x 6) networks over one spatial dimension. */
    static final String TINY = """
        name: tiny
        input: f32[1x8x1]
        classes: 2
        width: [1, 2]
        block: fused
        stem: {width: 2, kernel: 3, stride: 1, activation: relu}
        stages:
          - {width: 2, stride: 2, activation: relu, depth: [1, 2], kernel: [1, 3, 5], expansion: 2, squeeze: [false, true]}
        """;
    /** Resolution and width, a head with both layers, depths in no order. */
    private static final String SCALED = """
        name: scaled
        input: f32[1x24x24x3]
        classes: 5
        resolution: [16, 24]
        width: [1, 1.5]
        rounding: 4
        block: depthwise
        stem: {width: 8, kernel: 3, stride: 2, activation: relu}
        stages:
          - {width: 8, stride: 1, activation: relu6, depth: [3, 1], kernel: [3, 5], expansion: [1, 2], squeeze: true}
          - {width: 12, stride: 3, activation: hard_swish, depth: [2], kernel: 3, expansion: [2, 3], squeeze: [false, true]}
        head: {pointwise: 20, hidden: 16, activation: hard_swish}
        """;

    /** Extents that depend on kernels and depths, groups, and residuals that are asked for. */
    private static final String SHRINKING = """
        name: shrinking
        input: f32[1x40x1]
        classes: 3
        resolution: [32, 40]
        block: fused
        stem: {width: 8, kernel: 5, stride: 1, padding: valid, activation: relu}
        stages:
          - {width: 8, stride: 1, padding: valid, activation: relu, depth: [1, 2], kernel: [3, 5], expansion: [1, 2], groups: [1, 4]}
          - {width: 8, stride: 1, residual: always, activation: relu, depth: 1, kernel: [3, 5], expansion: 2, groups: [2, 8]}
          - {width: 12, stride: 2, padding: valid, residual: never, activation: relu, depth: [2, 1], kernel: [1, 3], expansion: [1, 3]}
        """;

    /** A convolutional beginning, and attention over what it makes. */
    private static final String ATTENTIVE = """
        name: attentive
        input: f32[1x24x2]
        classes: 4
        width: [1, 1.5]
        rounding: 4
        block: fused
        stem: {width: 8, kernel: 5, stride: 2, activation: relu}
        stages:
          - {width: 8, stride: 2, activation: relu, depth: 1, kernel: [3, 5], expansion: 2}
          - {width: 16, block: attention, stride: 1, activation: gelu, depth: [1, 2], heads: [1, 2, 4], expansion: [1, 2]}
        """;

    private SampleSpaces() {
    }

    public static SearchSpace tiny() {
        return SpaceFile.parse(TINY, "tiny.yaml");
    }

    public static SearchSpace images() {
        return SpaceFile.read(Path.of("src/test/resources/io/sextant/spaces/images.yaml"));
    }

    public static SearchSpace scaled() {
        return SpaceFile.parse(SCALED, "scaled.yaml");
    }

    public static SearchSpace shrinking() {
        return SpaceFile.parse(SHRINKING, "shrinking.yaml");
    }

    public static SearchSpace attentive() {
        return SpaceFile.parse(ATTENTIVE, "attentive.yaml");
    }

    public static Stream<SearchSpace> all() {
        return Stream.of(Spaces.named("mnist1d"), Spaces.named("mobilenetv3"), images(), tiny(), scaled(), shrinking(), attentive());
    }
}
