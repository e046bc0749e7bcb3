package io.sextant.search.port;

import io.sextant.ir.graph.Graph;
import java.time.Duration;
import java.util.List;

/** How accurate candidates are, by training. */
public interface Evaluator {
    /** One training run from scratch; everything random is a function of {@code seed}. */
    record Request(Candidate candidate, int epochs, long seed) {
    }

    /** What came of a request. */
    sealed interface Outcome {
        /** @param accuracy share of right answers (0..1) on the selection set, never seen in training */
        record Trained(double accuracy, Duration duration) implements Outcome {
        }

        /** The time was up before it began, or training failed. */
        record NotTrained(String reason) implements Outcome {
        }
    }

    /** What came of a request whose weights are to be kept. */
    sealed interface FinalOutcome {
    }

    /** A network trained to be kept, with the accuracies (0..1) on data that nothing was chosen by. */
    record Finished(Graph trained, double selectionAccuracy, double freshAccuracy, double standardAccuracy, Duration duration)
        implements FinalOutcome {
    }

    /** Training came to nothing: it diverged, say. */
    record NotFinished(String reason) implements FinalOutcome {
    }

    /** Whom a call tells of each outcome as it comes, in the caller's thread. */
    @FunctionalInterface
    interface Progress<O> {
        /** @param request its place in the list of requests */
        void ended(int request, O outcome);
    }

    /**
     * Runs requests, the first ones first; those not begun when {@code deadline} is over are not trained.
     *
     * @param deadline from now; those already begun are finished
     */
    List<Outcome> evaluate(List<Request> requests, Duration deadline, Progress<Outcome> progress);

    /** Runs all requests and keeps the weights; outcomes in order. Accuracy is also taken on the data for the last number. */
    List<FinalOutcome> finish(List<Request> requests, Progress<FinalOutcome> progress);

    /** Learns what {@link #evaluate} would have learnt from a request that an interrupted run has trained in {@code duration}. */
    default void recall(Request request, Duration duration) {
    }

    /** Expected duration of a request, from the candidate and what was seen so far. */
    Duration expected(Request request);
}
