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

        @Override
        void close();
    }
}
