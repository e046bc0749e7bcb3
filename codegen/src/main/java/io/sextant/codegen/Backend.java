package io.sextant.codegen;

import io.sextant.device.measure.Measurement;
import io.sextant.device.measure.ProfileOutcome;
import io.sextant.device.run.Implementation;
import io.sextant.device.run.Program;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.kernel.Fusion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Turns graphs into programs that a runner can measure. An open set: c, cuda, tvm, onnxruntime. */
public interface Backend {
    /** Name on the command line, e.g. {@code onnxruntime}. */
    String name();

    /** Empty if usable here; else what is missing and the one command that would make it usable. */
    Optional<String> unusable();

    /** Why programs of this backend do not run on so many threads, known before anything is compiled; empty if they do. */
    default Optional<String> refusal(int threads) {
        return Optional.empty();
    }

    /** What keys the measurements of programs that this backend makes with its present settings. */
    Implementation implementation();

    /** What to take {@code graph} apart by, for kernels that this backend runs as one operator. */
    Fusion fusion(Graph graph);

    /**
     * Compiles {@code graph} into {@code folder}; files appear whole or not at all. Code that the backend generates is proven before it
     * appears.
     *
     * @throws UnsupportedOperationException if an operator cannot be compiled; the message names node and operator
     * @throws WrongProgram if what was generated does not compute what the graph says, or crashes
     */
    Program compile(Graph graph, Path folder) throws IOException;

    /**
     * Does for several graphs at once what {@link #compile} takes longer for one by one. Nothing is said of those that fail:
     * {@link #compile} meets that again.
     */
    default void prepare(List<Graph> graphs, Path folder) throws IOException {
    }

    /**
     * Divides the measured time of {@code program} among its layers, in a worker.
     *
     * @param graph what {@code program} was compiled from, or what a file that Sextant exported was imported to; names the kernels
     * @param total the program's measured latency
     */
    ProfileOutcome profileLayers(Program program, Optional<Graph> graph, Measurement total) throws IOException;
}
