package io.sextant.training;

/** A training run that came to nothing: its loss was no longer finite, or it was stopped. */
public final class TrainingFailed extends RuntimeException {
    TrainingFailed(String message) {
        super(message);
    }
}
