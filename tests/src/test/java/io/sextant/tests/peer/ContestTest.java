package io.sextant.tests.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.device.run.Implementation;
import io.sextant.device.run.Program;
import io.sextant.device.run.WorkerCommand;
import io.sextant.tests.benchmark.EdgeNetworks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContestTest {
    @TempDir
    Path folder;

    @Test
    void enginesOfAllKindsAreTimed() throws IOException {
        List<Program> programs = new ArrayList<>(List.of(TfliteEngine.compile(EdgeNetworks.anomalyDetection(), folder)));
        for (DnnlEngine.Activations layout : DnnlEngine.Activations.values()) {
            programs.add(DnnlEngine.compile(Block.pointwisePair(24, 144, 8), layout, folder));
            programs.add(DnnlEngine.compile(Block.depthwise(32, 8), layout, folder));
        }
        for (Contest.Time time : Contest.of(programs, 2)) {
            assertEquals("", time.failure());
            assertTrue(time.nanos().orElseThrow() > 0, time::toString);
        }
    }

    @Test
    void whatFailsCostsItselfAlone() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.tflite"), "no model");
        Program fine = TfliteEngine.compile(EdgeNetworks.anomalyDetection(), folder);
        Program refused = new Program("broken", fine.implementation(), fine.worker(), broken);
        Program absent = new Program("absent", new Implementation("none", "1", ""), new WorkerCommand(List.of("/nonexistent")), broken);
        List<Contest.Time> times = Contest.of(List.of(refused, absent, fine), 1);
        assertEquals(OptionalDouble.empty(), times.get(0).nanos());
        assertTrue(times.get(0).failure().startsWith("TFLite takes "), times::toString);
        assertTrue(times.get(1).failure().contains("cannot be started"), times::toString);
        assertTrue(times.get(2).nanos().isPresent(), times::toString);
    }

    @Test
    void halfOfTheTimesAreBelowTheMedian() {
        assertEquals(2.5, Contest.median(List.of(4.0, 1.0, 3.0, 2.0)));
    }
}
