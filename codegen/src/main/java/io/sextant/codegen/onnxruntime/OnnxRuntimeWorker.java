package io.sextant.codegen.onnxruntime;

import io.sextant.codegen.c.run.CExecutor;
import io.sextant.codegen.mixed.run.MixedExecutor;
import io.sextant.device.run.Executor;
import io.sextant.device.run.WorkerLoop;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Main class of the child process that runs models with ONNX Runtime, what the C backend makes, and mixtures of both, so that all can be
 * timed in the same processes; started by {@link WorkerRuntime}.
 */
public final class OnnxRuntimeWorker {
    private OnnxRuntimeWorker() {
    }

    /**
     * Serves until it is told to quit.
     *
     * @param arguments path of a small model to warm up with; for a profile also where ONNX Runtime's profiler writes: a path that
     *                  it completes with a date and {@code .json}
     */
    public static void main(String[] arguments) throws IOException {
        Optional<String> profilePrefix = arguments.length < 2 ? Optional.empty() : Optional.of(arguments[1]);
        OnnxRuntimeExecutor models = new OnnxRuntimeExecutor(Path.of(arguments[0]), profilePrefix);
        Executor objects = new CExecutor();
        Executor mixtures = new MixedExecutor(models::open);
        WorkerLoop.serveStandardStreams((artifact, threads) -> (CExecutor.runs(artifact) ? objects
            : MixedExecutor.runs(artifact) ? mixtures : models).load(artifact, threads));
    }
}
