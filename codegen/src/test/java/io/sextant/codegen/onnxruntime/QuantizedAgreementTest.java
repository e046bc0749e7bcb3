package io.sextant.codegen.onnxruntime;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.ir.check.SingleNodes;
import io.sextant.ir.generate.GraphGenerator;
import io.sextant.ir.generate.Sample;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Quantized;
import io.sextant.ir.op.Rounding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * ONNX Runtime on exported quantised graphs against the interpreter: one step apart at most, operator by operator. More cases, and a
 * table of them, with {@code -Dsextant.cases=200}.
 */
class QuantizedAgreementTest {
    private static final int CASES = Integer.getInteger("sextant.cases", 8);
    /** Few elements lie so near to the middle between two integers that rounding f32 takes them to the other. */
    private static final double MOST_DIFFERING = 0.01;

    static Stream<Class<? extends Op>> operators() {
        return Quantized.OPERATORS.stream().sorted(Comparator.comparing(Class::getSimpleName));
    }

    @ParameterizedTest
    @MethodSource("operators")
    void operatorsDifferByOneStepAtMost(Class<? extends Op> operator) {
        List<Sample> samples = new ArrayList<>();
        for (int seed = 0; samples.size() < CASES; seed++) {
            Sample sample = GraphGenerator.quantized(seed, operator);
            if (sample.graph().nodes().get(0).op() instanceof Quantized op && op.rounding() == Rounding.QDQ) {
                samples.add(sample);
            }
        }
        for (Steps.Form form : Steps.Form.values()) {
            Steps steps = samples.stream().map(sample -> Steps.of(sample, form)).reduce(Steps.NONE, Steps::and);
            if (CASES > 50) {
                System.out.println(operator.getSimpleName() + " " + form + ": " + steps);
            }
            boolean rare = steps.share() <= MOST_DIFFERING || steps.differing() <= 2;
            assertTrue(steps.most() <= 1 && rare, operator.getSimpleName() + " " + form + ": " + steps);
        }
    }

    @ParameterizedTest
    @EnumSource(Steps.Form.class)
    void networksDifferByOneStepAtMostInEachLayer(Steps.Form form) {
        Steps whole = Steps.NONE;
        Steps layers = Steps.NONE;
        for (int seed = 0; seed < Math.max(2, CASES / 10); seed++) {
            for (QuantizedNetwork.Built net : List.of(QuantizedNetwork.sequences(seed, 0), QuantizedNetwork.images(seed, 9))) {
                Sample sample = new Sample(seed, net.withLayers(), List.of(net.input()));
                whole = whole.and(Steps.of(sample, form));
                layers = SingleNodes.of(sample, op -> op.type().isQuantised()).stream().map(single -> Steps.of(single, form))
                    .reduce(layers, Steps::and);
            }
        }
        assertTrue(whole.share() <= MOST_DIFFERING, form + ", whole networks: " + whole);
        assertTrue(layers.most() <= 1 && layers.share() <= MOST_DIFFERING, form + ": " + layers);
    }
}
