package io.sextant.tests.agreement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.generate.GraphGenerator;
import io.sextant.ir.generate.Sample;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.interpret.Interpreter;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.tflite.write.TfliteExport;
import io.sextant.tests.tflite.TfliteRuntime;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Graphs of any operators: what cannot be written is refused in one message, and what is written TFLite runs. */
class RandomGraphTest {
    private static final int GRAPHS = 150;
    private static final int NODES = 3;
    private static final float TOLERANCE = 1e-3f;

    @Test
    void isRefusedOrRuns() {
        int ran = 0;
        for (int seed = 0; seed < GRAPHS; seed++) {
            Sample sample = GraphGenerator.sample(seed, NODES);
            byte[] model;
            try {
                model = TfliteExport.bytes(sample.graph());
            } catch (InvalidInput e) {
                assertTrue(e.getMessage().startsWith("cannot write ") && e.getMessage().contains(" as TFLite: "), e.getMessage());
                continue;
            }
            assertSame(sample.graph(), sample.inputs(), TfliteRuntime.run(model, sample.inputs()).outputs(), "seed " + seed);
            ran++;
        }
        assertTrue(ran > GRAPHS / 8, ran + " graphs ran");
    }

    private static void assertSame(Graph graph, List<Tensor> inputs, List<Tensor> theirs, String place) {
        List<Tensor> ours = Interpreter.run(graph, inputs);
        for (int i = 0; i < ours.size(); i++) {
            assertEquals(ours.get(i).type().shape(), theirs.get(i).type().shape(), place);
            if (!ours.get(i).type().dtype().isFloating()) {
                assertTrue(Agreement.between(ours.get(i), theirs.get(i)).isExact(), place);
                continue;
            }
            float most = 1;
            for (float value : ours.get(i).floats()) {
                most = Math.max(most, Math.abs(value));
            }
            for (int k = 0; k < ours.get(i).floats().length; k++) {
                assertEquals(ours.get(i).floats()[k], theirs.get(i).floats()[k], TOLERANCE * most, place);
            }
        }
    }
}
