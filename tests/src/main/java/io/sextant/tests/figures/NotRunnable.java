package io.sextant.tests.figures;

/** Figures cannot be measured on this machine; the message says what is missing. */
final class NotRunnable extends RuntimeException {
    NotRunnable(String reason) {
        super(reason);
    }
}
