package io.sextant.device.measure;

import io.sextant.device.run.Sample;
import io.sextant.device.run.WorkerFailure;
import io.sextant.device.run.WorkerProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The pace of the machine in one process, by a {@link Reference} that is timed between other programs. Samples wait until it has been
 * timed again after them: their pace is its mean speed before and after.
 */
final class Pace {
    private static final String LABEL = "reference";
    private static final Duration LEAST_WARM = Duration.ofMillis(20);
    /** For so long the pace hardly changes: on a busy shared host, times 5 ms apart correlate by 0.9, such 50 ms apart by 0.6. */
    private static final double VALID_NANOS = 4e6;

    private final Reference reference;
    private final WorkerProcess worker;
    private final List<Waiting> waiting = new ArrayList<>();
    private int inferences;
    private double latestNanos;
    private double sinceNanos;

    /** A sample without its pace, and where it is to go. */
    private record Waiting(Sample sample, List<Sample> target) {
    }

    Pace(Reference reference, WorkerProcess worker) {
        this.reference = reference;
        this.worker = worker;
    }

    void prepare(int threads, Duration mostWarm) throws WorkerFailure {
        worker.load(LABEL, reference.program().artifact(), threads);
        inferences = worker.warm(LABEL, LEAST_WARM, mostWarm).inferencesPerBlock();
        latestNanos = referenceNanos();
    }

    /** Whether the reference has just run, so that the caches are its own. */
    boolean isFresh() {
        return waiting.isEmpty();
    }

    /** Takes a sample of so many inferences; it is in {@code target} when its pace is known, after {@link #tell} at the latest. */
    void add(Sample sample, int ofInferences, List<Sample> target) throws WorkerFailure {
        waiting.add(new Waiting(sample, target));
        sinceNanos += sample.wallNanos() * ofInferences;
        if (sinceNanos >= VALID_NANOS) {
            tell();
        }
    }

    /** Tells the pace of all that wait. */
    void tell() throws WorkerFailure {
        if (waiting.isEmpty()) {
            return;
        }
        double before = latestNanos;
        latestNanos = referenceNanos();
        double pace = reference.nanos() / ((before + latestNanos) / 2);
        waiting.forEach(each -> each.target().add(each.sample().at(pace)));
        waiting.clear();
        sinceNanos = 0;
    }

    private double referenceNanos() throws WorkerFailure {
        return worker.time(LABEL, inferences, 1).get(0).cpuNanos();
    }
}
