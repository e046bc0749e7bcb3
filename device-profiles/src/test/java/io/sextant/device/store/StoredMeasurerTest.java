package io.sextant.device.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sextant.device.measure.Clock;
import io.sextant.device.measure.Interval;
import io.sextant.device.measure.MeasureOutcome;
import io.sextant.device.measure.MeasureOutcome.Measured;
import io.sextant.device.measure.MeasurePlan;
import io.sextant.device.measure.Measurement;
import io.sextant.device.measure.MeasurementKey;
import io.sextant.device.measure.Measurer;
import io.sextant.device.run.Implementation;
import io.sextant.device.run.Program;
import io.sextant.device.run.Sample;
import io.sextant.device.run.WorkerCommand;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredMeasurerTest {
    private static final MeasurePlan PLAN = MeasurePlan.screening(1, 3);
    private static final String DEVICE = "device";

    @TempDir
    private Path home;
    private final List<String> measured = new ArrayList<>();
    private final AtomicInteger finished = new AtomicInteger();

    /** Each measurement takes one nanosecond longer than the one before; programs named bad fail, and fatal ends everything. */
    private final class Counting implements Measurer {
        @Override
        public List<MeasureOutcome> measure(List<Program> programs, MeasurePlan plan, Runnable progress) {
            List<MeasureOutcome> outcomes = new ArrayList<>();
            for (Program program : programs) {
                if (program.key().equals("fatal")) {
                    throw new IllegalStateException("the end");
                }
                measured.add(program.key());
                boolean bad = program.key().equals("bad");
                outcomes.add(bad ? new MeasureOutcome.Failed("bad") : new Measured(measurement(program, plan), false));
                progress.run();
            }
            return outcomes;
        }

        private Measurement measurement(Program program, MeasurePlan plan) {
            double nanos = measured.size();
            return new Measurement(MeasurementKey.of(program, DEVICE, plan),
                Map.of(Clock.THREAD_CPU, new Interval(nanos, nanos, nanos)), 0,
                List.of(List.of(new Sample(nanos, nanos, 0))), Instant.EPOCH);
        }
    }

    private static Program program(String key) {
        return new Program(key, new Implementation("fake", "1", ""), new WorkerCommand(List.of("fake")), Path.of(key));
    }

    private List<MeasureOutcome> measure(Store store, boolean fresh, MeasurePlan plan, String... keys) {
        List<Program> programs = List.of(keys).stream().map(StoredMeasurerTest::program).toList();
        return new StoredMeasurer(new Counting(), new MeasurementStore(store), DEVICE, fresh)
            .measure(programs, plan, finished::incrementAndGet);
    }

    private static double median(MeasureOutcome outcome, boolean reused) {
        Measured ok = assertInstanceOf(Measured.class, outcome);
        assertEquals(reused, ok.reused());
        return ok.measurement().latency().median();
    }

    @Test
    void nothingIsMeasuredTwice() {
        try (Store store = Store.open(home)) {
            List<MeasureOutcome> first = measure(store, false, PLAN, "a", "b", "a");
            assertEquals(List.of("a", "b"), measured);
            assertEquals(first.get(0), first.get(2));
            assertEquals(3, finished.get());
        }
        try (Store store = Store.open(home)) {
            List<MeasureOutcome> again = measure(store, false, PLAN, "c", "b");
            assertEquals(List.of("a", "b", "c"), measured);
            assertEquals(3, median(again.get(0), false));
            assertEquals(2, median(again.get(1), true));
            assertEquals(5, finished.get());
            assertEquals(3, new MeasurementStore(store).list().size());
        }
    }

    @Test
    void freshMeasuresAnewAndReplaces() {
        try (Store store = Store.open(home)) {
            measure(store, false, PLAN, "a");
            assertEquals(2, median(measure(store, true, PLAN, "a").get(0), false));
            assertEquals(2, median(measure(store, false, PLAN, "a").get(0), true));
        }
    }

    @Test
    void whatWasMeasuredAnewIsNotMeasuredAgainInTheSameRun() {
        try (Store store = Store.open(home)) {
            measure(store, false, PLAN, "a", "b");
            StoredMeasurer fresh = new StoredMeasurer(new Counting(), new MeasurementStore(store), DEVICE, true);
            assertEquals(3, median(fresh.measure(List.of(program("a")), PLAN, finished::incrementAndGet).get(0), false));
            List<MeasureOutcome> again = fresh.measure(List.of(program("a"), program("b")), PLAN, finished::incrementAndGet);
            assertEquals(3, median(again.get(0), true));
            assertEquals(4, median(again.get(1), false));
            assertEquals(List.of("a", "b", "a", "b"), measured);
        }
    }

    @Test
    void theFreshOneIsLeftWhenTheStoreIsPruned() {
        try (Store store = Store.open(home)) {
            measure(store, false, PLAN, "a", "b");
            measure(store, true, PLAN, "a");
            assertEquals(1, store.prune(record -> false).superseded().count());
        }
        try (Store store = Store.open(home)) {
            assertEquals(3, median(measure(store, false, PLAN, "a").get(0), true));
            assertEquals(2, median(measure(store, false, PLAN, "b").get(0), true));
        }
    }

    @Test
    void anotherProtocolClockOrThreadCountIsAnotherMeasurement() {
        try (Store store = Store.open(home)) {
            measure(store, false, PLAN, "a");
            measure(store, false, MeasurePlan.finalists(1, 3), "a");
            assertEquals(List.of("a", "a"), measured);
            measure(store, false, MeasurePlan.screening(1, 4), "a");
            assertEquals(List.of("a", "a"), measured);
        }
    }

    @Test
    void failuresAreTriedAgain() {
        try (Store store = Store.open(home)) {
            assertEquals(new MeasureOutcome.Failed("bad"), measure(store, false, PLAN, "a", "bad").get(1));
            measure(store, false, PLAN, "a", "bad");
            assertEquals(List.of("a", "bad", "bad"), measured);
        }
    }

    @Test
    void whatWasMeasuredBeforeTheEndIsStored() {
        String[] keys = IntStream.range(0, 40).mapToObj(i -> i == 35 ? "fatal" : "p" + i).toArray(String[]::new);
        try (Store store = Store.open(home)) {
            assertThrows(IllegalStateException.class, () -> measure(store, false, PLAN, keys));
            assertEquals(32, new MeasurementStore(store).list().size());
        }
    }
}
