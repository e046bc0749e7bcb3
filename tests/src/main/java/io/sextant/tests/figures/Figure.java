package io.sextant.tests.figures;

import java.util.List;

/**
 * One line of a table of figures.
 *
 * @param peer    what others reached or published; {@code -} if there is none
 * @param ratio   ours to the peer's, or to the goal where there is no peer
 * @param reached whether ours meets the goal
 */
record Figure(String name, String goal, String peer, String ours, String ratio, boolean reached) {
    static final List<String> HEAD = List.of("figure", "goal", "peer", "ours", "ratio", "reached");

    List<String> cells() {
        return List.of(name, goal, peer, ours, ratio, reached ? "yes" : "no");
    }
}
