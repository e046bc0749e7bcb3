package io.sextant.codegen.mixed;

import io.sextant.codegen.c.CBackend;
import io.sextant.codegen.c.proof.Proof;
import io.sextant.codegen.c.proof.ProvingProcess;
import io.sextant.codegen.onnxruntime.OnnxRuntimeBackend;
import io.sextant.device.run.WorkerLimits;

/** Mixtures of two backends; all are proven in one child process. */
public final class Mixtures {
    private final CBackend c;
    private final OnnxRuntimeBackend onnxRuntime;
    private final Proof proof;

    public Mixtures(CBackend c, OnnxRuntimeBackend onnxRuntime) {
        this.c = c;
        this.onnxRuntime = onnxRuntime;
        this.proof = new Proof(new ProvingProcess(onnxRuntime::worker, WorkerLimits.DEFAULT), "mixture");
    }

    /** @param partition of the graph that is to be compiled, after rewriting */
    public MixedBackend of(Partition partition) {
        return new MixedBackend(c, onnxRuntime, proof, partition);
    }
}
