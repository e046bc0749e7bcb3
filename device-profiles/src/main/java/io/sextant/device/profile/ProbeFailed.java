package io.sextant.device.profile;

/** One probe could not measure its figure; the others go on. */
final class ProbeFailed extends Exception {
    private static final long serialVersionUID = 1;

    ProbeFailed(String probe, String reason) {
        super("probe " + probe + " " + reason);
    }
}
