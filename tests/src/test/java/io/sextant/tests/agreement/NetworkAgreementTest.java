package io.sextant.tests.agreement;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.interpret.Interpreter;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.tflite.read.TfliteImport;
import io.sextant.ir.tflite.write.TfliteExport;
import io.sextant.tests.tflite.TfliteRun;
import io.sextant.tests.tflite.TfliteRuntime;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole networks in TFLite. */
class NetworkAgreementTest {
    @ParameterizedTest
    @ValueSource(strings = {"mnist1d-like", "MLP (anomaly detection)", "DS-CNN (keyword spotting)", "MobileNetV2 0.35"})
    void everyLayerOnIntegersIsTheSame(String name) {
        Graph quantised = QuantisedNetworks.quantised(QuantisedNetworks.real(true).get(name));
        QuantisedCase example = new QuantisedCase(quantised, QuantisedNetworks.inputs(quantised, 7));
        Agreement layers = Agreement.layerByLayer(example);
        assertTrue(layers.isExact(), layers::toString);
        long made = quantised.nodes().stream().mapToLong(node -> node.result().type().elements()).sum();
        assertTrue(layers.elements() >= made, "every result is a tensor of the model: " + layers.elements() + " of " + made);
        Tensor first = Interpreter.run(quantised, example.inputs()).get(0);
        assertTrue(Arrays.stream(boxed(first.floats())).distinct().count() > 2, "the network says something");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mnist1d-like", "MobileNetV2 0.35"})
    void comesBackAsItWas(String name) {
        Graph quantised = QuantisedNetworks.quantised(QuantisedNetworks.real(true).get(name));
        List<Tensor> inputs = QuantisedNetworks.inputs(quantised, 5);
        Graph read = TfliteImport.parse(TfliteExport.bytes(quantised), "written");
        assertArrayEquals(Interpreter.run(quantised, inputs).get(0).floats(), Interpreter.run(read, inputs).get(0).floats());
    }

    @ParameterizedTest
    @ValueSource(strings = {"mnist1d-like", "MLP (anomaly detection)", "DS-CNN (keyword spotting)"})
    void realNumbersAreNearly(String name) {
        Graph real = QuantisedNetworks.real(true).get(name);
        List<Tensor> inputs = QuantisedNetworks.inputs(real, 3);
        TfliteRun run = TfliteRuntime.run(TfliteExport.bytes(real), inputs);
        List<Tensor> ours = Interpreter.run(real, inputs);
        assertEquals(ours.size(), run.outputs().size());
        for (int i = 0; i < ours.size(); i++) {
            assertEquals(ours.get(i).type(), run.outputs().get(i).type());
            assertArrayEquals(ours.get(i).floats(), run.outputs().get(i).floats(), 1e-4f);
        }
    }

    private static Object[] boxed(float[] values) {
        Object[] boxed = new Object[values.length];
        for (int i = 0; i < values.length; i++) {
            boxed[i] = values[i];
        }
        return boxed;
    }
}
