package io.sextant.device.run;

import java.nio.file.Path;

/** The engine inside a worker process: loads a program's artefact and runs it. One per backend. */
public interface Executor {
    /**
     * Loads an artefact and prepares inputs and outputs in native memory (inputs deterministic and finite).
     *
     * @throws Exception if the engine refuses the artefact; the message goes to the user
     */
    Loaded load(Path artifact, int threads) throws Exception;

    /** A loaded program. */
    interface Loaded extends AutoCloseable {
        /** One inference; inputs and outputs are already in native memory. */
        void run() throws Exception;

        /**
         * One inference of inputs that are given: the file {@code inputs} in {@code folder} holds their elements, one input after the
         * other in the order of the program's, little-endian; the outputs go to the file {@code outputs} there in the same form.
         */
        default void compute(Path folder) throws Exception {
            throw new UnsupportedOperationException("this engine runs no inputs that are given");
        }

        /** Time of each layer in its place within an inference, in the order in which they run: typical ones, in a unit of the engine's. */
        default double[] layers(int inferences) throws Exception {
            throw new UnsupportedOperationException("this engine times no layers");
        }

        @Override
        void close();
    }
}
