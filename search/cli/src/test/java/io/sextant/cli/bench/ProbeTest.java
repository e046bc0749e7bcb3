package io.sextant.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.codegen.Backend;
import io.sextant.device.measure.Clock;
import io.sextant.device.measure.Interval;
import io.sextant.device.measure.MeasureOutcome;
import io.sextant.device.measure.Measurement;
import io.sextant.device.measure.MeasurementKey;
import io.sextant.device.measure.Measurer;
import io.sextant.device.measure.ProfileOutcome;
import io.sextant.device.run.Implementation;
import io.sextant.device.run.Program;
import io.sextant.device.run.WorkerCommand;
import io.sextant.device.store.Store;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.kernel.Fusion;
import io.sextant.ir.type.TensorType;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProbeTest {
    @TempDir
    private Path home;
    private int measured;

    /** Takes so long for whatever it is given. */
    private record Fake(String name, double nanos) implements Backend {
        @Override
        public Optional<String> unusable() {
            return Optional.empty();
        }

        @Override
        public Implementation implementation() {
            return new Implementation(name, "1", "none");
        }

        @Override
        public Fusion fusion(Graph graph) {
            return Fusion.NONE;
        }

        @Override
        public Program compile(Graph graph, Path folder) {
            return new Program(String.valueOf(nanos), implementation(), new WorkerCommand(List.of("none")), folder.resolve(name));
        }

        @Override
        public ProfileOutcome profileLayers(Program program, Optional<Graph> graph, Measurement total) {
            return new ProfileOutcome.Failed("a fake");
        }
    }

    private static LutSubject subject(int width) {
        GraphBuilder graph = new GraphBuilder("a");
        return new ModelSubject(List.of(graph.output("y", graph.input("x", TensorType.f32(width))).build()), any -> Fusion.NONE);
    }

    private Probe.Verdict verdict(Store store, int width, boolean fresh, Backend... rivals) {
        Measurer measurer = (programs, plan, progress) -> {
            measured += programs.size();
            return programs.stream().map(program -> {
                double nanos = Double.parseDouble(program.key());
                return (MeasureOutcome) new MeasureOutcome.Measured(new Measurement(MeasurementKey.of(program, "here", plan),
                    Map.of(Clock.THREAD_CPU, new Interval(nanos, nanos, nanos)), 0, List.of(), Instant.EPOCH), false);
            }).toList();
        };
        return new Probe(new Race(List.of(rivals), measurer, any -> home), List.of(rivals), "here", store).of(subject(width), fresh);
    }

    @Test
    void measuresOnceAndRemembers() {
        Fake fast = new Fake("fast", 10);
        Fake slow = new Fake("slow", 20);
        Fake near = new Fake("near", 10.9);
        try (Store store = Store.open(home)) {
            Probe.Verdict first = verdict(store, 1, false, slow, fast, near);
            assertEquals(Optional.of(fast), first.fastest(List.of(slow, fast, near)));
            assertEquals(List.of(fast, near), first.contenders(List.of(slow, fast, near)));
            assertEquals(3, measured);
            assertEquals(first, verdict(store, 1, false, slow, fast, near), "what is remembered is what was measured");
            assertEquals(3, measured, "from the store");
            verdict(store, 2, false, slow, fast, near);
            assertEquals(6, measured, "another network");
            verdict(store, 1, true, slow, fast, near);
            assertEquals(9, measured, "anew");
        }
    }

    @Test
    void whereNobodyRunsAllSamplesEveryoneContends() {
        Probe.Verdict nobody = new Probe.Verdict(Map.of(), 4, "");
        Fake any = new Fake("any", 1);
        assertEquals(Optional.empty(), nobody.fastest(List.of(any)));
        assertEquals(List.of(any), nobody.contenders(List.of(any)));
        assertTrue(nobody.words().contains("no backend"), nobody::words);
    }
}
