package io.sextant.search.loop;

import io.sextant.search.port.Candidate;
import io.sextant.search.space.Genotype;
import io.sextant.search.strategy.Seeds;

/** What the stages of a search share. */
record Run(SearchJob job, Chronicle chronicle, SearchListener listener, TimePlan time, Roster roster) {
    /** What a seed is derived for; the numbers are part of what makes a run repeatable. */
    private static final long WEIGHTS = 1;
    private static final long RUNG = 2;
    private static final long FINAL = 3;
    private static final long CALIBRATION = 4;

    /** A search that goes on where {@link SearchJob#journal()} ends. */
    static Run of(SearchJob job, Ports ports, SearchListener listener, TimeSource source) {
        Past past = new Past(job.journal());
        RunClock clock = new RunClock(source, past.end());
        TimePlan time = new TimePlan(job.settings(), ports.evaluator(), clock);
        Chronicle chronicle = new Chronicle(ports, past, listener, clock, trial -> candidate(job, trial));
        return new Run(job, chronicle, listener, time, new Roster());
    }

    SearchSettings settings() {
        return job.settings();
    }

    Candidate candidate(Trial trial) {
        return candidate(job, trial);
    }

    private static Candidate candidate(SearchJob job, Trial trial) {
        long seed = Seeds.derive(job.settings().seed(), WEIGHTS, trial.number());
        Genotype genotype = trial.proposal().genotype();
        return new Candidate(trial.number(), genotype, job.space().lower(genotype, seed), job.space().precision(genotype));
    }

    /** The seed of a trial's training on the rung of so many epochs; another rung has other luck. */
    long rungSeed(Trial trial, int epochs) {
        return Seeds.derive(settings().seed(), RUNG, trial.number(), epochs);
    }

    long calibrationSeed(Trial trial) {
        return Seeds.derive(settings().seed(), CALIBRATION, trial.number());
    }

    /** The seed of a final training: the same for every network, so that they differ by nothing else. */
    long finalSeed(int run) {
        return Seeds.derive(settings().seed(), FINAL, run);
    }
}
