package io.sextant.ir.memory;

/**
 * How long to search.
 *
 * @param orderStates sets of tasks that the search for an order expands
 * @param improvements changes that are tried on a placement
 * @param placementStates partial placements that the exact search tries
 * @param mostExactBlocks blocks with which an exact search of placements is begun
 */
public record Effort(int orderStates, int improvements, int placementStates, int mostExactBlocks) {
    /** Well below a second for networks of some hundred steps. */
    public static final Effort USUAL = new Effort(5_000, 400, 50_000, 120);

    /** For many plans, of which the best is then planned with more. */
    public static final Effort BRIEF = new Effort(0, 50, 0, 0);
}
