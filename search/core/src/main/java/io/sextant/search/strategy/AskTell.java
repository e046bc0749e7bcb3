package io.sextant.search.strategy;

import io.sextant.search.space.Genotype;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs a strategy over trials under way. Outcomes may be told in any order; a trial sees exactly those of the trials before
 * trial − window, in trial order, so that neither the order of completion nor an interruption changes what is proposed.
 */
public final class AskTell {
    private final Strategy strategy;
    private final int window;
    private final List<Genotype> proposed = new ArrayList<>();
    private final List<Outcome> outcomes = new ArrayList<>();

    /** @param window how many trials may be under way at a time, at least 1 */
    public AskTell(Strategy strategy, int window) {
        if (window < 1) {
            throw new IllegalArgumentException("a window is at least 1, got " + window);
        }
        this.strategy = strategy;
        this.window = window;
    }

    /** Number of the next trial. */
    public int next() {
        return proposed.size();
    }

    /**
     * The proposal of trial {@link #next()}; empty if every network of the space was proposed.
     *
     * @throws IllegalStateException if a trial before next − window is not told yet
     */
    public Optional<Proposal> ask() {
        List<Outcome> visible = outcomes.subList(0, Math.max(0, next() - window));
        int missing = visible.indexOf(null);
        if (missing >= 0) {
            throw new IllegalStateException("trial " + next() + " is asked before trial " + missing + " is told, window " + window);
        }
        Optional<Proposal> proposal = strategy.propose(new History(proposed, visible));
        proposal.ifPresent(made -> {
            proposed.add(made.genotype());
            outcomes.add(null);
        });
        return proposal;
    }

    /** @throws IllegalArgumentException if {@code trial} was not asked, or is told already */
    public void tell(int trial, Outcome outcome) {
        if (trial < 0 || trial >= proposed.size() || outcomes.get(trial) != null) {
            throw new IllegalArgumentException("trial " + trial + " is not under way");
        }
        outcomes.set(trial, outcome);
    }
}
