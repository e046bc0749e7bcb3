package io.sextant.tests.figures;

/** What is being done, on standard error. */
final class Note {
    private Note() {
    }

    static void progress(String text) {
        System.err.println("figures: " + text);
    }
}
