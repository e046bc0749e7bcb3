package io.sextant.tests.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sextant.codegen.c.CBackend;
import io.sextant.codegen.c.emit.WeightsForm;
import io.sextant.codegen.c.proof.Closeness;
import io.sextant.codegen.c.run.CWorkers;
import io.sextant.device.store.Home;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.interpret.Interpreter;
import io.sextant.kernel.Isa;
import io.sextant.tests.benchmark.EdgeNetworks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EmittedRunTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(WeightsForm.class)
    void computesAndTellsTimeAndMemory(WeightsForm form) throws IOException {
        assumeTrue(EmittedRun.possible(), "no system compiler, or no headers of the C library");
        Graph graph = EdgeNetworks.anomalyDetection();
        EmittedRun run = EmittedRun.of(new CBackend(Home.ofEnvironment(), Isa.X86_64, CWorkers::command), graph, form, folder);
        float[] outputs = new float[run.outputs().size()];
        for (int i = 0; i < outputs.length; i++) {
            outputs[i] = run.outputs().get(i);
        }
        float[] expected = Interpreter.run(graph, List.of(EmittedRun.input(graph))).get(0).floats();
        assertEquals(expected.length, outputs.length);
        assertEquals(Optional.empty(), Closeness.difference(expected, outputs));
        assertTrue(run.microseconds() > 0, run::toString);
        assertTrue(run.residentBytes() > 4L * 640 * 128, run::toString);
    }
}
