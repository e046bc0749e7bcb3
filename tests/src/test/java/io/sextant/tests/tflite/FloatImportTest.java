package io.sextant.tests.tflite;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is read computes what TFLite computes. */
class FloatImportTest {
    private static final double TOLERANCE = 1e-5;

    static Stream<OperatorModel> operators() {
        return Stream.of(SpatialModels.all(), ElementwiseModels.all(), ShapeModels.all()).flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource("operators")
    void computesWhatTfliteDoes(OperatorModel model) {
        Comparison comparison = Comparison.of(model.build(), 11);
        assertTrue(comparison.greatest() <= TOLERANCE, comparison::toString);
    }
}
