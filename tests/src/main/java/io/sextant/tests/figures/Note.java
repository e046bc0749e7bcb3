package io.sextant.tests.figures;

/** What is said beside the table. */
final class Note {
    private Note() {
    }

    /** What is being done, on standard error. */
    static void progress(String text) {
        System.err.println("figures: " + text);
    }

    /** What was measured beside the figures, on standard output. */
    static void result(String line) {
        System.out.println(line);
    }
}
