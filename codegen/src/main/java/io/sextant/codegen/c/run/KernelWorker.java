package io.sextant.codegen.c.run;

import io.sextant.device.run.WorkerLoop;
import java.io.IOException;

/** Main class of the child process that tries single kernels. */
public final class KernelWorker {
    private KernelWorker() {
    }

    /** Serves until it is told to quit. */
    public static void main(String[] arguments) throws IOException {
        WorkerLoop.serveStandardStreams(new KernelExecutor());
    }
}
