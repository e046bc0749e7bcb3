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

    public static Stream<SearchSpace> all() {
        return Stream.of(Spaces.named("mnist1d"), Spaces.named("mobilenetv3"), images(), tiny(), scaled());
    }
}
