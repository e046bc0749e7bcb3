package io.sextant.tests.tflite;

import io.sextant.ir.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs models with TFLite's built-in kernels, one thread, no delegate (XNNPACK would otherwise take over most operators). TFLite lives
 * in a child process that serves all runs of this one: should a model crash it, that run fails and the next gets a new child.
 */
public final class TfliteRuntime {
    /** Which of TFLite's own implementations. */
    public enum Kernels {
        /** What TFLite takes by itself: blocked products (ruy), vectorised depthwise convolutions, lookup tables. */
        OPTIMISED,
        /** The plain loops that define its integers. */
        REFERENCE
    }

    private static TfliteProcess process;

    private TfliteRuntime() {
    }

    /** As {@link #run(byte[], List, Kernels)}, with the kernels that TFLite takes by itself. */
    public static TfliteRun run(byte[] model, List<Tensor> inputs) {
        return run(model, inputs, Kernels.OPTIMISED);
    }

    public static TfliteRun run(Path model, List<Tensor> inputs) {
        try {
            return run(Files.readAllBytes(model), inputs);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Runs the first subgraph.
     *
     * @param inputs one for each input of the model, with its element type and as many elements
     * @throws TfliteFailure if TFLite refuses the model or dies of it
     */
    public static synchronized TfliteRun run(byte[] model, List<Tensor> inputs, Kernels kernels) {
        if (process == null) {
            process = TfliteProcess.start();
        }
        try {
            return process.run(model, inputs, kernels);
        } catch (IOException e) {
            String died = process.died();
            process = null;
            throw new TfliteFailure(died);
        }
    }

    /** Ends TFLite's process as a crash would. */
    static synchronized void kill() {
        process.kill();
    }
}
