package io.sextant.search.loop;

import io.sextant.search.limit.Limit;
import io.sextant.search.port.CostOutcome;
import io.sextant.search.port.Evaluator.FinalOutcome;
import io.sextant.search.port.Evaluator.Outcome;
import io.sextant.search.strategy.Proposal;
import java.time.Duration;
import java.util.List;

/**
 * What a search cannot work out again: what its ports answered, and what it decided by the clock. All else follows from these, the job
 * and the seed, so that a search that is given the events of an interrupted one goes on as that would have gone on.
 */
public sealed interface Event {
    /**
     * The answer of a port.
     *
     * @param <O> the port's outcome
     */
    sealed interface Answer<O> extends Event {
        /** Number of the trial that was asked about. */
        int trial();

        O outcome();

        /** When the answer was there, since the search began; only time in which the search ran is counted. */
        Duration at();
    }

    /** A candidate's costs. */
    record Costed(int trial, Proposal proposal, CostOutcome outcome, Duration at) implements Answer<CostOutcome> {
    }

    /** A finalist's costs. */
    record Remeasured(int trial, CostOutcome outcome, Duration at) implements Answer<CostOutcome> {
    }

    /** Which training run. @param epochs that were asked for */
    record Training(int trial, int epochs, long seed) {
    }

    /** A training run to compare by. */
    record Trained(Training training, Outcome outcome, Duration at) implements Answer<Outcome> {
        @Override
        public int trial() {
            return training.trial();
        }
    }

    /** A training run whose weights are kept. */
    record Finished(Training training, FinalOutcome outcome, Duration at) implements Answer<FinalOutcome> {
        @Override
        public int trial() {
            return training.trial();
        }
    }

    /** What depends on how long something took, and is settled once it is told. */
    sealed interface Decision extends Event {
    }

    /** The limit of a search that was given none. */
    record LimitDerived(Limit limit) implements Decision {
    }

    /** How long candidates are trained first. */
    record FirstEpochs(int epochs) implements Decision {
    }

    /** The time for exploring was over after so many trials. */
    record Explored(int trials) implements Decision {
    }

    /** How halving goes on above the first rung. */
    record Halved(List<TrainingPlan.Rung> rungs) implements Decision {
        public Halved {
            rungs = List.copyOf(rungs);
        }
    }

    /** Who is trained on a rung, best first; none if the time does not suffice to compare. */
    record Entered(int epochs, List<Integer> trials) implements Decision {
        public Entered {
            trials = List.copyOf(trials);
        }
    }

    /** Whether the time was over when so many finalists were tried in vain. */
    record Looked(int finalists, boolean over) implements Decision {
    }

    /** How long the winner and the baseline are trained. */
    record FinalEpochs(int epochs) implements Decision {
    }
}
