package io.sextant.cli.bench;

import io.sextant.codegen.Backend;
import io.sextant.device.measure.MeasureOutcome;
import io.sextant.device.measure.MeasurePlan;
import io.sextant.device.measure.ProcessMeasurer;
import io.sextant.device.run.Program;
import io.sextant.ir.graph.Graph;
import io.sextant.latency.campaign.Profiler;
import io.sextant.toolchain.TemporaryFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Compiles graphs by one backend into a folder that is deleted again, and measures all of them in the same processes. */
final class ChainProfiler implements Profiler {
    private final Backend backend;
    private final ProcessMeasurer processes;
    private final ReferencePace pace;
    private final Path scratch;

    /** @param scratch where compiled graphs are put while they are measured */
    ChainProfiler(Backend backend, ProcessMeasurer processes, ReferencePace pace, Path scratch) {
        this.backend = backend;
        this.processes = processes;
        this.pace = pace;
        this.scratch = scratch;
    }

    @Override
    public List<MeasureOutcome> profile(List<Graph> graphs, MeasurePlan plan) {
        try (TemporaryFolder folder = TemporaryFolder.in(scratch, "chains")) {
            Map<Integer, MeasureOutcome> outcomes = new HashMap<>();
            List<Program> programs = new ArrayList<>();
            List<Integer> places = new ArrayList<>();
            for (int i = 0; i < graphs.size(); i++) {
                try {
                    programs.add(backend.compile(graphs.get(i), folder.path()));
                    places.add(i);
                } catch (UnsupportedOperationException e) {
                    outcomes.put(i, new MeasureOutcome.Failed(backend.name() + " cannot compile it: " + e.getMessage()));
                }
            }
            int together = Math.max(1, programs.size());
            List<MeasureOutcome> measured = processes.together(together).pacedBy(pace.reference(plan))
                .measure(programs, plan, () -> { });
            for (int i = 0; i < places.size(); i++) {
                outcomes.put(places.get(i), measured.get(i));
            }
            return IntStream.range(0, graphs.size()).mapToObj(outcomes::get).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
