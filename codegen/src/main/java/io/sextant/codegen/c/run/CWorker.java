package io.sextant.codegen.c.run;

import io.sextant.device.run.WorkerLoop;
import java.io.IOException;

/** Main class of the child process that runs compiled networks. */
public final class CWorker {
    private CWorker() {
    }

    /** Serves until it is told to quit. */
    public static void main(String[] arguments) throws IOException {
        WorkerLoop.serveStandardStreams(new CExecutor());
    }
}
