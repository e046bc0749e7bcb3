package io.sextant.ir.quantize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Rounding;
import io.sextant.ir.op.Softmax;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.TensorType;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CalibrationTest {
    private final GraphBuilder builder = new GraphBuilder("net");
    private final Value x = builder.input("x", TensorType.f32(1, 3));

    private static Tensor row(float... values) {
        return Tensor.of(TensorType.f32(1, 3), values);
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void refusesInputsThatAreNotFinite(float bad) {
        Calibration calibration = new Calibration(builder.output("y", builder.add(new Unary(x, Unary.Kind.RELU))).build());
        calibration.add(List.of(row(1, 2, 3)));
        InvalidInput refusal = assertThrows(InvalidInput.class, () -> calibration.add(List.of(row(1, bad, 3))));
        assertEquals("calibration: input 'x' of sample 2 holds NaN or infinity; calibrate with finite numbers", refusal.getMessage());
    }

    @Test
    void refusesInputsOfWhichNaNComes() {
        Value log = builder.add(new Unary(x, Unary.Kind.LOG));
        Calibration calibration = new Calibration(builder.output("y", log).build());
        InvalidInput refusal = assertThrows(InvalidInput.class, () -> calibration.add(List.of(row(-1, 1, 1))));
        assertTrue(refusal.getMessage().contains("%1: f32[1x3] becomes NaN on sample 1"), refusal.getMessage());
    }

    @Test
    void needsASample() {
        Calibration calibration = new Calibration(builder.output("y", builder.add(new Unary(x, Unary.Kind.RELU))).build());
        assertThrows(InvalidInput.class, () -> calibration.ranges(RangeMethod.MIN_MAX));
    }

    @Test
    void aMaskOfMinusInfinityStaysReal() {
        Value mask = builder.constant(row(0, 0, Float.NEGATIVE_INFINITY));
        Value masked = builder.add(new Binary(x, mask, Binary.Kind.ADD));
        Value shares = builder.add(new Softmax(masked, 1));
        Graph graph = builder.output("y", shares).build();
        Calibration calibration = new Calibration(graph);
        calibration.add(List.of(row(1, 2, 3)));
        Ranges ranges = calibration.ranges(RangeMethod.MSE);
        assertEquals(Optional.empty(), ranges.of(masked));
        Quantised quantised = PostTraining.quantise(graph, ranges, Plan.of(Rounding.QDQ));
        assertEquals("not all it computes with is finite", quantised.real().get(masked));
        assertEquals("not all it computes with is finite", quantised.real().get(shares));
    }

    @ParameterizedTest
    @EnumSource
    void aValueThatIsAlwaysZeroHasScaleOne(RangeMethod method) {
        Value cut = builder.add(new Unary(x, Unary.Kind.RELU));
        Graph graph = builder.output("y", cut).build();
        Calibration calibration = new Calibration(graph);
        calibration.add(List.of(row(-1, -2, -3)));
        Ranges ranges = calibration.ranges(method);
        assertEquals(Optional.of(new Range(0, 0)), ranges.of(cut));
        Quantised quantised = PostTraining.quantise(graph, ranges, Plan.of(Rounding.QDQ));
        assertEquals(1, quantised.results().get(cut).type().scheme().scale());
    }

    @Test
    void samplesAddUp() {
        Graph graph = builder.output("y", builder.add(new Unary(x, Unary.Kind.RELU))).build();
        Calibration calibration = new Calibration(graph);
        calibration.add(List.of(row(1, 2, 3)));
        calibration.add(List.of(row(-1, -7, 0)));
        assertEquals(2, calibration.samples());
        assertEquals(Optional.of(new Range(-7, 3)), calibration.ranges(RangeMethod.MIN_MAX).of(x));
    }
}
