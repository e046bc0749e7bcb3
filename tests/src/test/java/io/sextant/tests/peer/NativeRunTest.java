package io.sextant.tests.peer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.codegen.c.CBackend;
import io.sextant.codegen.onnxruntime.OnnxRuntimeBackend;
import io.sextant.device.store.Home;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.interpret.Interpreter;
import io.sextant.ir.tensor.Tensor;
import io.sextant.kernel.Isa;
import io.sextant.tests.benchmark.EdgeNetworks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeRunTest {
    @TempDir
    Path folder;

    @Test
    void givesWhatTheInterpreterDoesAndItsMemory() throws IOException {
        Graph graph = EdgeNetworks.anomalyDetection();
        Path object = new CBackend(Home.ofEnvironment(), Isa.X86_64, new OnnxRuntimeBackend(Home.ofEnvironment())::worker).compile(graph, folder).artifact();
        Tensor input = Tensor.random(graph.inputs().get(0).value().type(), 1, 1);
        NativeRun run = NativeRun.of(object, object, input.floats());
        Tensor expected = Interpreter.run(graph, List.of(input)).get(0);
        assertEquals(1, run.outputs().size());
        assertArrayEquals(expected.floats(), run.outputs().get(0), 1e-4f);
        assertTrue(run.arenaBytes() >= 640 * 4, run::toString);
    }
}
