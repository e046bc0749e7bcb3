package io.sextant.ir.rewrite;

import io.sextant.ir.graph.Node;
import java.util.Optional;

/**
 * One rewrite, described by the class's Javadoc as {@code before -> after}. A rule looks at a node and at what surrounds it, changes
 * nothing itself, and keeps no state.
 */
public interface Rule {
    /** What takes the place of {@code node}, which is in {@code draft}; empty if the rule does not fire there. */
    Optional<Replacement> at(Node node, Draft draft);

    /** The rule's name in reports: that of its class. */
    default String name() {
        return getClass().getSimpleName();
    }
}
