package io.sextant.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.codegen.Backend;
import io.sextant.codegen.WrongProgram;
import io.sextant.device.measure.Clock;
import io.sextant.device.measure.Interval;
import io.sextant.device.measure.MeasureOutcome;
import io.sextant.device.measure.MeasurePlan;
import io.sextant.device.measure.Measurement;
import io.sextant.device.measure.MeasurementKey;
import io.sextant.device.measure.Measurer;
import io.sextant.device.measure.ProfileOutcome;
import io.sextant.device.run.Implementation;
import io.sextant.device.run.Program;
import io.sextant.device.run.WorkerCommand;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.kernel.Fusion;
import io.sextant.ir.type.TensorType;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RaceTest {
    private static final MeasurePlan PLAN = MeasurePlan.screening(1, 1);
    private final List<Program> timed = new ArrayList<>();

    /** Takes so long for each network, by name; what is not known cannot be compiled, and less than nothing is wrong. */
    private record Fake(String name, Map<String, Double> nanos, Collection<String> prepared) implements Backend {
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
        public void prepare(List<Graph> graphs, Path folder) {
            prepared.addAll(graphs.stream().map(graph -> name + " " + graph.name()).toList());
        }

        @Override
        public Program compile(Graph graph, Path folder) {
            if (!prepared.contains(name + " " + graph.name())) {
                throw new IllegalStateException("not prepared");
            }
            Double time = nanos.get(graph.name());
            if (time == null) {
                throw new UnsupportedOperationException("no " + graph.name());
            }
            if (time < 0) {
                throw new WrongProgram(graph.name() + " crashes");
            }
            return new Program(String.valueOf(time), implementation(), new WorkerCommand(List.of("none")), folder.resolve(name));
        }

        @Override
        public ProfileOutcome profileLayers(Program program, Optional<Graph> graph, Measurement total) {
            return new ProfileOutcome.Failed("a fake");
        }
    }

    private final Fake steady = new Fake("steady", Map.of("a", 3.0, "b", 3.0, "wrong", 3.0), new ConcurrentLinkedQueue<>());
    private final Fake mixed = new Fake("mixed", Map.of("a", 2.0, "b", 9.0, "wrong", -1.0), new ConcurrentLinkedQueue<>());

    private static Graph graph(String name) {
        GraphBuilder graph = new GraphBuilder(name);
        return graph.output("y", graph.input("x", TensorType.f32(1))).build();
    }

    private Race race(Backend... rivals) {
        Measurer measurer = (programs, plan, progress) -> {
            timed.addAll(programs);
            return programs.stream().map(program -> {
                progress.run();
                double nanos = Double.parseDouble(program.key());
                Map<Clock, Interval> times = Map.of(Clock.THREAD_CPU, new Interval(nanos, nanos, nanos));
                return (MeasureOutcome) new MeasureOutcome.Measured(
                    new Measurement(MeasurementKey.of(program, "here", plan), times, 0, List.of(), Instant.EPOCH), false);
            }).toList();
        };
        return new Race(List.of(rivals), measurer, backend -> Path.of("/programs", backend.name()));
    }

    private static String winner(Race.Result result) {
        return result.winner().map(entrant -> entrant.backend().name()).orElse("none");
    }

    @Test
    void theFastestOfEachNetworkStands() {
        AtomicInteger steps = new AtomicInteger();
        List<Race.Result> results = race(steady, mixed).measure(List.of(graph("a"), graph("b")), PLAN, steps::incrementAndGet);
        assertEquals(List.of("mixed", "steady"), results.stream().map(RaceTest::winner).toList());
        assertEquals(4, timed.size(), "all in one run");
        assertEquals(2, steps.get(), "one step for each network");
    }

    @Test
    void aWrongProgramIsNeverTimedAndCostsItsBackendOneNetwork() {
        List<Race.Result> both = race(mixed, steady).measure(List.of(graph("wrong"), graph("a")), PLAN, () -> { });
        assertEquals(List.of("steady", "mixed"), both.stream().map(RaceTest::winner).toList());
        timed.clear();
        List<Race.Result> alone = race(mixed).measure(List.of(graph("wrong"), graph("a")), PLAN, () -> { });
        assertEquals("wrong crashes", assertInstanceOf(MeasureOutcome.Failed.class, alone.get(0).outcome()).reason());
        assertEquals("mixed", winner(alone.get(1)));
        assertTrue(timed.stream().noneMatch(program -> program.key().equals("-1.0")) && timed.size() == 1, timed::toString);
    }

    @Test
    void whatNobodyCompilesFails() {
        AtomicInteger steps = new AtomicInteger();
        Race.Result result = race(steady, mixed).measure(List.of(graph("unknown")), PLAN, steps::incrementAndGet).get(0);
        assertEquals("steady cannot compile it: no unknown", assertInstanceOf(MeasureOutcome.Failed.class, result.outcome()).reason());
        assertEquals(1, steps.get());
    }

    @Test
    void howTheOthersFaredIsTold() {
        List<Race.Result> results = race(steady, mixed).measure(List.of(graph("a"), graph("wrong")), PLAN, () -> { });
        assertEquals(Map.of("steady", 3.0), results.get(0).others().slower());
        assertEquals(Map.of("mixed", "wrong crashes"), results.get(1).others().notUsable());
    }

    @Test
    void ofASpaceTheGeometricMeans() {
        Map<String, Double> means = race(mixed, steady).geometricMeans(List.of(graph("a"), graph("b")), PLAN);
        assertEquals(3, means.get("steady"), 1e-9);
        assertEquals(Math.sqrt(18), means.get("mixed"), 1e-9);
        assertEquals(Set.of("steady"), race(steady, mixed).geometricMeans(List.of(graph("a"), graph("wrong")), PLAN).keySet(),
            "only who runs all of them");
    }
}
