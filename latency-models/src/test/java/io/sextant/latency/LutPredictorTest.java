package io.sextant.latency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.device.measure.Clock;
import io.sextant.device.measure.Interval;
import io.sextant.ir.InvalidInput;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.kernel.Fusion;
import io.sextant.ir.kernel.Kernel;
import io.sextant.ir.kernel.Kernels;
import io.sextant.ir.text.GraphText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LutPredictorTest {
    private static final Instant DATE = Instant.parse("2026-01-31T12:00:00Z");
    private static final Target TARGET = new Target("onnxruntime/1.29.0/o", "d", 1, Clock.THREAD_CPU);
    private static final String SOURCE = "my.csv";
    /** Twice relu, once sigmoid, once a dense layer. */
    private static final Graph NETWORK = GraphText.parseStatements("network", "input %0: f32[1x16]; const %1: f32[16x4]; "
        + "%2: f32[1x16] = unary(%0) kind=relu; %3: f32[1x16] = unary(%2) kind=sigmoid; %4: f32[1x16] = unary(%3) kind=relu; "
        + "%5: f32[1x4] = dense(%4, %1, _); output %5", 0);
    private static final Kernel RELU = kernel(0);
    private static final Kernel SIGMOID = kernel(1);
    private static final Kernel DENSE = kernel(3);

    private static Kernel kernel(int index) {
        return Kernels.of(NETWORK, Fusion.NONE).get(index).kernel();
    }

    private static LutRow row(Target target, Kernel kernel, Interval interval) {
        return new LutRow(target.key(kernel), kernel.text(), Provenance.MEASURED, 5, OptionalDouble.of(interval.median()),
            Optional.of(interval), "p", DATE);
    }

    private static List<LutRow> rows(Target target) {
        return List.of(row(target, RELU, new Interval(100, 90, 120)), row(target, SIGMOID, new Interval(1000, 950, 1100)),
            new LutRow(target.key(DENSE), DENSE.text(), Provenance.IMPORTED, 0, OptionalDouble.of(300), Optional.empty(), "p", DATE));
    }

    private static Lut lut(Correction... corrections) {
        return new Lut("d", List.of(corrections), rows(TARGET));
    }

    private static Prediction predict(Lut lut) {
        return LutPredictor.of(lut, SOURCE, TARGET).predict(NETWORK, Fusion.NONE);
    }

    private static String refusal(Lut lut) {
        return assertThrows(InvalidInput.class, () -> predict(lut)).getMessage();
    }

    @Test
    void addsUpEachPlaceOfEachKernel() {
        Prediction prediction = predict(lut());

        assertEquals(1500, prediction.summedNanos(), 1e-9);
        assertEquals(new Interval(1500, 180 + 950 + 300, 240 + 1100 + 300), prediction.latency());
        assertFalse(prediction.corrected());
        assertEquals(List.of(new Prediction.KernelTime(SIGMOID, 1, 1000), new Prediction.KernelTime(DENSE, 1, 300),
            new Prediction.KernelTime(RELU, 2, 200)), prediction.kernels());
    }

    @Test
    void correctsTheSumAndSaysHowFarThatHolds() {
        Correction correction = new Correction(TARGET, 50, 1.1, 4, 0.02, DATE);
        Prediction prediction = predict(lut(correction));

        double median = 50 + 1.1 * 1500;
        assertEquals(median, prediction.latency().median(), 1e-9);
        assertEquals(median * (1 - correction.halfWidth()), prediction.latency().lo(), 1e-9);
        assertEquals(median * (1 + correction.halfWidth()), prediction.latency().hi(), 1e-9);
        assertEquals(1500, prediction.summedNanos(), 1e-9);
        assertTrue(prediction.corrected());
        LutPredictor predictor = LutPredictor.of(lut(correction), SOURCE, TARGET);
        assertEquals(median, predictor.fixedNanos() + predictor.scale() * 1500, 1e-9);
    }

    @Test
    void anIntervalWiderThanThePredictionEndsAtZero() {
        assertEquals(0, predict(lut(new Correction(TARGET, 0, 1, 4, 0.9, DATE))).latency().lo());
    }

    @Test
    void theCorrectionOfAnotherTargetIsNotUsed() {
        Target other = new Target(TARGET.implementation(), "d", 2, Clock.WALL);

        assertEquals(1500, predict(lut(new Correction(other, 50, 2, 4, 0.02, DATE))).latency().median(), 1e-9);
    }

    @Test
    void aLutOfAnotherDeviceIsRefused() {
        Target elsewhere = new Target(TARGET.implementation(), "e", 1, Clock.THREAD_CPU);

        String refusal = refusal(new Lut("e", List.of(), rows(elsewhere)));

        assertTrue(refusal.startsWith("my.csv: this LUT is of the device e, asked is d;"), refusal);
        assertTrue(refusal.contains("sextant lut build"), refusal);
    }

    @ParameterizedTest
    @CsvSource({"onnxruntime/1.30.0/o, 1, thread-cpu, 'onnxruntime/1.30.0/o on d, 1 thread, thread-cpu'",
        "onnxruntime/1.29.0/o, 2, thread-cpu, 'onnxruntime/1.29.0/o on d, 2 threads, thread-cpu'",
        "onnxruntime/1.29.0/o, 1, wall, 'onnxruntime/1.29.0/o on d, 1 thread, wall'"})
    void rowsOfAnotherVersionOrThreadsOrClockAreRefusedWithWhatThereIs(String implementation, int threads, String clock, String there) {
        String refusal = refusal(new Lut("d", List.of(), rows(new Target(implementation, "d", threads, Clock.parse(clock)))));

        assertTrue(refusal.startsWith("my.csv: this LUT has no rows of onnxruntime/1.29.0/o on d, 1 thread, thread-cpu; it has rows of ["
            + there + "]"), refusal);
    }

    @Test
    void rowsOfOtherSchedulesAreRefusedWithTheOptionThatFindsThem() {
        String measured = "c/6-clang/isa=x86_avx2,tuning=measured";
        String refusal = refusal(new Lut("d", List.of(), rows(new Target(measured, "d", 1, Clock.THREAD_CPU))));

        assertTrue(refusal.contains("; for those with tuning=measured, give --backend c --tuning measured; build one"), refusal);
        Target none = new Target("c/6-clang/isa=x86_avx2,tuning=none", "d", 1, Clock.THREAD_CPU);
        Lut threads = new Lut("d", List.of(), rows(new Target(none.implementation(), "d", 2, Clock.WALL)));
        String same = assertThrows(InvalidInput.class, () -> LutPredictor.of(threads, SOURCE, none)).getMessage();
        assertFalse(same.contains("--tuning"), same);
    }

    @Test
    void anUnknownKernelIsNamed() {
        Lut lut = new Lut("d", List.of(), List.of(rows(TARGET).get(0), rows(TARGET).get(2)));

        String refusal = refusal(lut);

        assertTrue(refusal.startsWith("my.csv: 1 kernel is not in this LUT of 2 rows: 'sigmoid [1x16]' (" + SIGMOID.signature().substring(0, 12)
            + "); measure"), refusal);
        LutPredictor predictor = LutPredictor.of(lut, SOURCE, TARGET);
        assertFalse(predictor.knows(NETWORK, Fusion.NONE));
        assertTrue(predictor.knows(RELU));
        assertTrue(assertThrows(InvalidInput.class, () -> predictor.nanos(SIGMOID)).getMessage().contains("sigmoid"));
        assertEquals(100, predictor.nanos(RELU));
    }

    @Test
    void manyUnknownKernelsAreCountedAndSomeNamed() {
        StringBuilder text = new StringBuilder("input %0: f32[1x16]; ");
        List<String> kinds = List.of("relu", "tanh", "gelu", "silu", "relu6");
        for (int i = 0; i < kinds.size(); i++) {
            text.append("%").append(i + 1).append(": f32[1x16] = unary(%").append(i).append(") kind=").append(kinds.get(i)).append("; ");
        }
        Graph network = GraphText.parseStatements("network", text + "output %5", 0);

        String refusal = assertThrows(InvalidInput.class, () -> LutPredictor.of(lut(), SOURCE, TARGET).predict(network, Fusion.NONE))
            .getMessage();

        assertTrue(refusal.startsWith("my.csv: 4 kernels are not in this LUT of 3 rows: 'tanh [1x16]'"), refusal);
        assertTrue(refusal.contains("'silu [1x16]'") && refusal.contains(", ...") && !refusal.contains("relu6"), refusal);
    }

    @Test
    void aKernelThatFailedIsNamedWithItsReason() {
        List<LutRow> rows = new ArrayList<>(rows(TARGET));
        rows.set(1, new LutRow(TARGET.key(SIGMOID), SIGMOID.text(), Provenance.FAILED, 0, OptionalDouble.empty(), Optional.empty(),
            "chains; out of memory", DATE));
        Lut lut = new Lut("d", List.of(), rows);

        String refusal = refusal(lut);

        assertTrue(refusal.contains("'sigmoid [1x16]'") && refusal.contains("out of memory"), refusal);
        assertFalse(LutPredictor.of(lut, SOURCE, TARGET).knows(SIGMOID));
    }

    @Test
    void anotherFusionAsksForOtherKernels() {
        Fusion fusion = Fusion.parse("unary > unary");

        assertTrue(assertThrows(InvalidInput.class, () -> LutPredictor.of(lut(), SOURCE, TARGET).predict(NETWORK, fusion)).getMessage()
            .contains("'relu [1x16] +sigmoid'"));
    }
}
