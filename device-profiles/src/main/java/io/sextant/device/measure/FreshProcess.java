package io.sextant.device.measure;

import io.sextant.device.run.Program;
import io.sextant.device.run.Sample;
import io.sextant.device.run.Warmed;
import io.sextant.device.run.WorkerFailure;
import io.sextant.device.run.WorkerLimits;
import io.sextant.device.run.WorkerProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** One fresh process that measures programs together: loads all, warms each until it is steady, then times them in interleaved rounds. */
final class FreshProcess implements AutoCloseable {
    /** Enough for the just-in-time compiler to be done with the loop around the engine. */
    private static final long WARM_MILLIS_PER_PROCESS = 200;
    private static final long LEAST_WARM_MILLIS = 2;
    private static final long MOST_WARM_MILLIS = 300;
    /** On a noisy machine hardly a program becomes steady; many that share a process shall not wait for it each. */
    private static final long MOST_WARM_MILLIS_PER_PROCESS = 2000;
    private static final long FEWEST_WARM_MILLIS = 20;

    private final List<Program> programs;
    private final MeasurePlan plan;
    private final WorkerProcess worker;
    private final Optional<Pace> pace;

    /**
     * @param programs  of one worker command, not empty
     * @param reference has an effect on thread CPU times of its own worker command
     */
    FreshProcess(List<Program> programs, MeasurePlan plan, WorkerLimits limits, Optional<Reference> reference) throws WorkerFailure {
        this.programs = programs;
        this.plan = plan;
        this.worker = WorkerProcess.start(programs.get(0).worker(), limits);
        this.pace = reference.filter(one -> plan.clock() == Clock.THREAD_CPU && one.program().worker().equals(programs.get(0).worker()))
            .map(one -> new Pace(one, worker));
    }

    /** What is asked of the worker on behalf of one program. */
    private interface Question<T> {
        T ask(String label) throws WorkerFailure;
    }

    private static <T> T about(int index, Question<T> question) throws ProgramFailure {
        try {
            return question.ask("m" + index);
        } catch (WorkerFailure failure) {
            throw new ProgramFailure(index, failure);
        }
    }

    /** Loads and warms all programs; their blocks. */
    List<Warmed> prepare() throws ProgramFailure, WorkerFailure {
        for (int i = 0; i < programs.size(); i++) {
            Program program = programs.get(i);
            about(i, label -> {
                worker.load(label, program.artifact(), plan.threads());
                return label;
            });
        }
        Duration least = Duration.ofMillis(Math.max(LEAST_WARM_MILLIS, WARM_MILLIS_PER_PROCESS / programs.size()));
        Duration most = Duration.ofMillis(
            Math.max(FEWEST_WARM_MILLIS, Math.min(MOST_WARM_MILLIS, MOST_WARM_MILLIS_PER_PROCESS / programs.size())));
        List<Warmed> warmed = new ArrayList<>();
        for (int i = 0; i < programs.size(); i++) {
            warmed.add(about(i, label -> worker.warm(label, least, most)));
        }
        if (pace.isPresent()) {
            pace.get().prepare(plan.threads(), most);
        }
        return warmed;
    }

    /** One list of samples per program, in order of time. */
    List<List<Sample>> time(List<Warmed> warmed, Random order) throws ProgramFailure, WorkerFailure {
        List<List<Sample>> samples = new ArrayList<>();
        programs.forEach(program -> samples.add(new ArrayList<>()));
        Effort effort = plan.effort();
        for (List<Integer> round : Interleaving.rounds(programs.size(), effort.rounds(), order)) {
            for (int i : round) {
                int inferences = warmed.get(i).inferencesPerBlock();
                if (pace.isPresent()) {
                    paced(pace.get(), i, inferences, samples.get(i));
                } else {
                    samples.get(i).addAll(about(i, label -> worker.time(label, inferences, effort.samplesPerRound())));
                }
            }
        }
        if (pace.isPresent()) {
            pace.get().tell();
        }
        return samples;
    }

    /** Samples between times of the reference. The weights of a short program come back into the caches before it is timed. */
    private void paced(Pace known, int index, int inferences, List<Sample> samples) throws ProgramFailure, WorkerFailure {
        for (int i = 0; i < plan.effort().samplesPerRound(); i++) {
            if (inferences > 1 && (i == 0 || known.isFresh())) {
                about(index, label -> worker.time(label, 1, 1));
            }
            Sample sample = about(index, label -> worker.time(label, inferences, 1)).get(0);
            known.add(sample, inferences, samples);
        }
    }

    double spin() throws WorkerFailure {
        return worker.spin();
    }

    @Override
    public void close() {
        worker.close();
    }

    /** Randomness of the n-th process of a plan; the same for a plan's seed and n, whatever was drawn elsewhere. */
    static Random random(MeasurePlan plan, int process) {
        return new Random(plan.seed() ^ 0x9E3779B97F4A7C15L * (process + 1));
    }
}
