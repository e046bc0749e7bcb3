package io.sextant.cli.progress;

/** Where long work shows how far it is. One stage at a time; calls may come from any thread. */
public interface Progress {
    /** Begins a stage of {@code steps} steps and ends the one before. */
    void stage(String name, int steps);

    /** One more step of the stage is done. */
    void step();

    /** A sentence for the user, beside the bars. */
    void say(String sentence);

    /** Ends the last stage. */
    void close();

    /** Bars with remaining time on a terminal; a line at the beginning and end of each stage elsewhere. */
    static Progress onStandardError() {
        return Boolean.getBoolean("sextant.stderr.terminal") ? new TerminalProgress(System.err) : new LineProgress(System.err);
    }

    static Progress silent() {
        return new Progress() {
            @Override
            public void stage(String name, int steps) {
                // nothing is shown
            }

            @Override
            public void step() {
                // nothing is shown
            }

            @Override
            public void say(String sentence) {
                // nothing is shown
            }

            @Override
            public void close() {
                // nothing is shown
            }
        };
    }
}
