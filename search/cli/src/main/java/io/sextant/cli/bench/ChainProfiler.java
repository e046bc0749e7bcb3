package io.sextant.cli.bench;

import io.sextant.codegen.Backend;
import io.sextant.device.measure.MeasureOutcome;
import io.sextant.device.measure.MeasurePlan;
import io.sextant.device.measure.Measurer;
import io.sextant.device.measure.ProcessMeasurer;
import io.sextant.ir.graph.Graph;
import io.sextant.latency.campaign.Profiler;
import io.sextant.toolchain.TemporaryFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

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
            Measurer together = (programs, order, progress) -> processes.together(Math.max(1, programs.size()))
                .pacedBy(pace.reference(order)).measure(programs, order, progress);
            return new Race(List.of(backend), together, any -> folder.path()).measure(graphs, plan, () -> { }).stream()
                .map(Race.Result::outcome).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
