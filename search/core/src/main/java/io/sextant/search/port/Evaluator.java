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

    /** A network trained to be kept, with the accuracies (0..1) on data that nothing was chosen by. */
    record Finished(Graph trained, double selectionAccuracy, double freshAccuracy, double standardAccuracy, Duration duration) {
    }

    /**
     * Runs requests, the first ones first; those not begun when {@code deadline} is over are not trained.
     *
     * @param deadline from now; those already begun are finished
     * @param progress told after each finished request
     */
    List<Outcome> evaluate(List<Request> requests, Duration deadline, Runnable progress);

    /** Runs all requests and keeps the weights; outcomes in order. Accuracy is also taken on the data for the last number. */
    List<Finished> finish(List<Request> requests, Runnable progress);

    /** Expected duration of a request, from the candidate and what was seen so far. */
    Duration expected(Request request);
}
