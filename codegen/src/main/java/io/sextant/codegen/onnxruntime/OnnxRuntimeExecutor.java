package io.sextant.codegen.onnxruntime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.sextant.device.run.Executor;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Runs ONNX files: all graph optimisations, operators one after the other, {@code threads} threads for the work inside of one. With
 * one thread everything runs on the calling thread, so that its CPU time is the whole cost.
 */
final class OnnxRuntimeExecutor implements Executor {
    /** What of {@link #options} changes the time of a model. */
    static final String OPTIONS = "opt=all,execution=sequential,spinning=off";

    /** Calls after which the Java side of a call is compiled; interpreted it costs 10 us more. */
    private static final int WARM_UP_CALLS = 1_000;

    private final Path smallModel;
    private final Optional<String> profilePrefix;
    private boolean warm;

    /**
     * An executor with or without profiler.
     *
     * @param smallModel    runs before the first model is loaded, so that a large model, which runs few times, meets compiled code
     * @param profilePrefix where ONNX Runtime's profiler writes when a model is closed; empty to run without it
     */
    OnnxRuntimeExecutor(Path smallModel, Optional<String> profilePrefix) {
        this.smallModel = smallModel;
        this.profilePrefix = profilePrefix;
    }

    @Override
    public Loaded load(Path artifact, int threads) throws OrtException {
        if (!warm) {
            warmUp();
            warm = true;
        }
        return load(artifact, threads, profilePrefix);
    }

    /** A session with one thread, on whose ports nothing is bound. */
    OrtSession open(Path model) throws OrtException {
        if (!warm) {
            warmUp();
            warm = true;
        }
        try (SessionOptions options = options(1, Optional.empty())) {
            return OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR).createSession(model.toString(), options);
        }
    }

    private void warmUp() throws OrtException {
        try (LoadedModel model = load(smallModel, 1, Optional.empty())) {
            for (int i = 0; i < WARM_UP_CALLS; i++) {
                model.run();
            }
        }
    }

    private static LoadedModel load(Path artifact, int threads, Optional<String> profilePrefix) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
        try (SessionOptions options = options(threads, profilePrefix)) {
            OrtSession session = environment.createSession(artifact.toString(), options);
            try {
                return new LoadedModel(session, BoundTensors.bind(environment, session), profilePrefix.isPresent());
            } catch (OrtException | RuntimeException e) {
                session.close();
                throw e;
            }
        }
    }

    static SessionOptions options(int threads, Optional<String> profilePrefix) throws OrtException {
        SessionOptions options = new SessionOptions();
        options.setOptimizationLevel(SessionOptions.OptLevel.ALL_OPT);
        options.setExecutionMode(SessionOptions.ExecutionMode.SEQUENTIAL);
        options.setIntraOpNumThreads(threads);
        options.setInterOpNumThreads(1);
        options.addConfigEntry("session.intra_op.allow_spinning", "0");
        options.addConfigEntry("session.inter_op.allow_spinning", "0");
        if (profilePrefix.isPresent()) {
            options.enableProfiling(profilePrefix.get());
        }
        return options;
    }

    private record LoadedModel(OrtSession session, BoundTensors tensors, boolean profiled) implements Loaded {
        @Override
        public void run() throws OrtException {
            session.run(tensors.inputs(), tensors.requested(), tensors.pinned()).close();
        }

        @Override
        public void close() {
            try {
                if (profiled) {
                    session.endProfiling();
                }
                session.close();
            } catch (OrtException e) {
                throw new IllegalStateException("ONNX Runtime cannot close the model: " + e.getMessage(), e);
            } finally {
                tensors.close();
            }
        }
    }
}
