package io.sextant.device.measure;

import io.sextant.device.run.Program;
import io.sextant.device.run.WorkerCommand;
import io.sextant.device.run.WorkerLimits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * The measurement protocol on this machine. Programs of one worker command share fresh processes in batches; in each process all are
 * loaded, warmed until they are steady, and timed in interleaved rounds. A program's latency is the median over the processes of the
 * medians within each; its interval is the {@link Bootstrap} over the processes. One process runs at a time.
 */
public final class ProcessMeasurer implements Measurer {
    /** So many programs share a process: the start of the process counts little then, and their memory stays small. */
    public static final int BATCH = 16;

    private final String device;
    private final WorkerLimits limits;
    private final java.time.Clock now;
    private final int batch;
    private final Optional<Reference> reference;

    /** @param device fingerprint of this machine */
    public ProcessMeasurer(String device, WorkerLimits limits, java.time.Clock now) {
        this(device, limits, now, BATCH, Optional.empty());
    }

    private ProcessMeasurer(String device, WorkerLimits limits, java.time.Clock now, int batch, Optional<Reference> reference) {
        this.device = device;
        this.limits = limits;
        this.now = now;
        this.batch = batch;
        this.reference = reference;
    }

    /** One with so many programs in a process; those that are compared with each other should share theirs. */
    public ProcessMeasurer together(int programs) {
        return new ProcessMeasurer(device, limits, now, programs, reference);
    }

    /** One that tells thread CPU times at full pace, which {@code known} knows; empty: as they are. */
    public ProcessMeasurer pacedBy(Optional<Reference> known) {
        return new ProcessMeasurer(device, limits, now, batch, known);
    }

    @Override
    public List<MeasureOutcome> measure(List<Program> programs, MeasurePlan plan, Runnable progress) {
        Map<WorkerCommand, List<Integer>> byWorker = new LinkedHashMap<>();
        for (int i = 0; i < programs.size(); i++) {
            byWorker.computeIfAbsent(programs.get(i).worker(), worker -> new ArrayList<>()).add(i);
        }
        MeasureOutcome[] outcomes = new MeasureOutcome[programs.size()];
        for (List<Integer> ofWorker : byWorker.values()) {
            for (int begin = 0; begin < ofWorker.size(); begin += batch) {
                List<Integer> places = ofWorker.subList(begin, Math.min(ofWorker.size(), begin + batch));
                List<MeasureOutcome> measured = measureBatch(places.stream().map(programs::get).toList(), plan);
                for (int i = 0; i < places.size(); i++) {
                    outcomes[places.get(i)] = measured.get(i);
                    progress.run();
                }
            }
        }
        return Arrays.asList(outcomes);
    }

    private List<MeasureOutcome> measureBatch(List<Program> programs, MeasurePlan plan) {
        Batch batch = new Batch(programs, plan, limits, reference);
        batch.measure();
        List<MeasureOutcome> outcomes = new ArrayList<>();
        for (int i = 0; i < programs.size(); i++) {
            Program program = programs.get(i);
            int index = i;
            outcomes.add(batch.failure(i).<MeasureOutcome>map(MeasureOutcome.Failed::new).orElseGet(() -> new MeasureOutcome.Measured(
                evaluate(MeasurementKey.of(program, device, plan), batch.series(index), plan.seed()), false)));
        }
        return outcomes;
    }

    private Measurement evaluate(MeasurementKey key, Batch.Series series, long seed) {
        Map<Clock, Interval> byClock = new EnumMap<>(Clock.class);
        for (Clock clock : Clock.values()) {
            byClock.put(clock, Bootstrap.ofMedian(Processes.medians(series.samples(), clock), new Random(seed)));
        }
        return new Measurement(key, byClock, series.unsteady(), series.samples(), now.instant());
    }
}
