package io.sextant.codegen.mixed.run;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.sextant.device.run.Executor;
import java.io.IOException;
import java.nio.file.Path;

/** Runs mixed programs: compiled networks and ONNX Runtime's sessions, one after the other, on shared native memory. */
public final class MixedExecutor implements Executor {
    private final Sessions sessions;

    /** How ONNX models are opened. */
    public interface Sessions {
        OrtSession open(Path model) throws OrtException;
    }

    public MixedExecutor(Sessions sessions) {
        this.sessions = sessions;
    }

    /** Whether it is a mixed program. */
    public static boolean runs(Path artifact) {
        return artifact.toString().endsWith(MixedFile.SUFFIX);
    }

    @Override
    public Loaded load(Path artifact, int threads) throws IOException, OrtException {
        if (threads != 1) {
            throw new IllegalArgumentException("a mixed program runs one thread, got " + threads);
        }
        return LoadedMixture.open(MixedFile.read(artifact), sessions);
    }
}
