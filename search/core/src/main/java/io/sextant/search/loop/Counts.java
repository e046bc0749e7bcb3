package io.sextant.search.loop;

/**
 * How many networks.
 *
 * @param measured costed anew, by measuring
 * @param predicted costed by predictions, for which nothing ran
 * @param trained  trained at least once
 * @param cached   whose costs were known already: from the store, or from the journal of an interrupted run
 * @param duplicates whose network an earlier trial had: measuring and training that were saved
 * @param recalled what a resumed run took from the journal
 */
public record Counts(int proposed, int measured, int predicted, int trained, int cached, int duplicates, Recalled recalled) {
    /**
     * @param costs     networks whose costs were taken from there; they are among the cached ones
     * @param finalists whose re-measurement was
     * @param trainings runs of training
     */
    public record Recalled(int costs, int finalists, int trainings) {
        public static final Recalled NOTHING = new Recalled(0, 0, 0);
    }

    /** Whose costs were taken from the store. */
    public int stored() {
        return cached - recalled.costs();
    }
}
