package io.sextant.search.loop;

/**
 * How many networks.
 *
 * @param measured costed anew
 * @param trained  trained at least once
 * @param cached   whose costs were known already: from the store, or from the journal of an interrupted run
 */
public record Counts(int proposed, int measured, int trained, int cached) {
}
