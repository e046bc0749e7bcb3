package io.sextant.latency.campaign;

import io.sextant.device.measure.MeasureOutcome;
import io.sextant.device.measure.MeasurePlan;
import io.sextant.ir.graph.Graph;
import java.util.List;

/** Finds out how long graphs take on a device. The program implements it with a backend and a runner. */
public interface Profiler {
    /**
     * Outcomes in the order of the graphs. All are timed in the same fresh processes, interleaved, so that differences between them
     * can be taken process by process; nothing is answered from a store.
     */
    List<MeasureOutcome> profile(List<Graph> graphs, MeasurePlan plan);
}
