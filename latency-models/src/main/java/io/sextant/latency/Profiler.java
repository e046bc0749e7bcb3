package io.sextant.latency;

import io.sextant.ir.graph.Graph;
import java.util.List;

/** Finds out what the kernels of a network cost on a device. The program implements it with a backend and a runner. */
public interface Profiler {
    /**
     * One row for each distinct kernel of {@code graph}; a kernel that cannot be timed has a row of kind
     * {@link Provenance#FAILED}.
     */
    List<LutRow> profile(Graph graph);
}
