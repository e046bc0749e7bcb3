package io.sextant.search.loop;

import io.sextant.search.limit.Verdict;
import java.util.Optional;

/** Where a trial stands. */
public sealed interface Standing {
    /** Why, in a person's words. */
    String reason();

    /**
     * It meets every limit.
     *
     * @param untrained why it was not trained; empty if it was
     */
    record Feasible(Optional<String> untrained) implements Standing {
        @Override
        public String reason() {
            return untrained.map(why -> "not trained: " + why).orElse("meets every limit");
        }
    }

    /**
     * It does not meet the limit that binds.
     *
     * @param remeasured true if the search's measurement met it, but not the finalist's
     */
    record Infeasible(Verdict binding, boolean remeasured) implements Standing {
        @Override
        public String reason() {
            return (remeasured ? "re-measured: " : "") + binding;
        }
    }

    /**
     * Its network is that of an earlier trial, whose outcome is also its own: it was neither measured nor trained.
     *
     * @param of number of the first trial of that network
     */
    record Duplicate(int of) implements Standing {
        @Override
        public String reason() {
            return "the same network as trial " + of;
        }
    }

    /** It could not be measured, or trained to the end. */
    record Failed(String reason) implements Standing {
    }
}
