package io.sextant.codegen;

import io.sextant.device.run.Implementation;
import io.sextant.device.run.Program;
import io.sextant.ir.graph.Graph;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Turns graphs into programs that a runner can measure. An open set: c, cuda, tvm, onnxruntime. */
public interface Backend {
    /** Name on the command line, e.g. {@code onnxruntime}. */
    String name();

    /** Empty if usable here; else what is missing and the one command that would make it usable. */
    Optional<String> unusable();

    /** What keys the measurements of programs that this backend makes with its present settings. */
    Implementation implementation();

    /**
     * Compiles {@code graph} into {@code folder}; files appear whole or not at all.
     *
     * @throws UnsupportedOperationException if an operator cannot be compiled; the message names node and operator
     */
    Program compile(Graph graph, Path folder) throws IOException;
}
