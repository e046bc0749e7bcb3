package io.sextant.codegen.c.tuning;

/** Is told how far tuning is. */
public interface TuningListener {
    /** Of a graph so many kernels have to be tuned. */
    void begin(int kernels);

    /** One more is done. */
    void tuned();

    /** A sentence for the user: what was dropped, and why. */
    void say(String sentence);

    /** One who is not interested. */
    static TuningListener silent() {
        return new TuningListener() {
            @Override
            public void begin(int kernels) {
                // nothing is shown
            }

            @Override
            public void tuned() {
                // nothing is shown
            }

            @Override
            public void say(String sentence) {
                // nothing is shown
            }
        };
    }
}
