package io.sextant.cli.report.data;

/** Accuracies as shares of all samples. */
final class Shares {
    private Shares() {
    }

    static void check(double accuracy) {
        if (!(accuracy >= 0 && accuracy <= 1)) {
            throw new IllegalArgumentException("an accuracy is between 0 and 1, got " + accuracy);
        }
    }
}
