package io.sextant.search.loop;

import io.sextant.search.port.CostOutcome;

/** Counts what is new and what was known. */
final class Tally {
    private int measured;
    private int predicted;
    private int cached;
    private int duplicates;
    private int costs;
    private int remeasured;
    private int trainings;

    void costed(CostOutcome outcome) {
        if (outcome instanceof CostOutcome.Known known) {
            predicted += known.predicted() ? 1 : 0;
            cached += !known.predicted() && known.reused() ? 1 : 0;
            measured += known.predicted() || known.reused() ? 0 : 1;
        }
    }

    void duplicate() {
        duplicates++;
    }

    void recalledCosts(CostOutcome outcome) {
        int known = outcome instanceof CostOutcome.Known ? 1 : 0;
        cached += known;
        costs += known;
    }

    void recalledRemeasurement() {
        remeasured++;
    }

    void recalledTraining() {
        trainings++;
    }

    Counts counts(int proposed, int trained) {
        return new Counts(proposed, measured, predicted, trained, cached, duplicates, new Counts.Recalled(costs, remeasured, trainings));
    }
}
