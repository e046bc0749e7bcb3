package io.sextant.search.loop;

import io.sextant.search.port.Candidate;
import io.sextant.search.strategy.Seeds;

/** What the stages of a search share. */
record Run(SearchJob job, Ports ports, SearchListener listener, TimePlan time, Roster roster) {
    /** What a seed is derived for; the numbers are part of what makes a run repeatable. */
    private static final long WEIGHTS = 1;
    private static final long RUNG = 2;
    private static final long FINAL = 3;
    private static final long CALIBRATION = 4;

    SearchSettings settings() {
        return job.settings();
    }

    Candidate candidate(Trial trial) {
        long seed = Seeds.derive(settings().seed(), WEIGHTS, trial.number());
        return new Candidate(trial.number(), trial.proposal().genotype(), job.space().lower(trial.proposal().genotype(), seed));
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
