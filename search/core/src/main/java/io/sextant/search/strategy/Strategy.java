package io.sextant.search.strategy;

import java.util.Optional;

/** How a search chooses what to try next. Without state: a proposal is a function of the strategy's settings and the history. */
public interface Strategy {
    /** Name in results, e.g. {@code evolution}. */
    String name();

    /** A network that was not proposed before; empty if every network of the space was. */
    Optional<Proposal> propose(History history);
}
