package io.sextant.search.strategy;

/** What came of a proposal, as far as a strategy learns from it. */
public sealed interface Outcome {
    /** It meets the limits. @param accuracy share of right answers (0..1) after the shortest training */
    record Trained(double accuracy) implements Outcome {
        public Trained {
            if (!(accuracy >= 0 && accuracy <= 1)) {
                throw new IllegalArgumentException("an accuracy is from 0 to 1, got " + accuracy);
            }
        }
    }

    /** It meets the limits, but was not trained. */
    record Untrained() implements Outcome {
    }

    /** It does not meet the limits. @param violation the worst excess, as a share of the bound; above 0, possibly infinite */
    record Infeasible(double violation) implements Outcome {
        public Infeasible {
            if (!(violation > 0)) {
                throw new IllegalArgumentException("a violation is above 0, got " + violation);
            }
        }
    }

    /** Nothing is known of it: it could not be built or measured. */
    record Failed() implements Outcome {
    }
}
