package io.sextant.cli.bench;

import io.sextant.codegen.Backend;
import io.sextant.device.measure.MeasureOutcome;
import io.sextant.device.measure.MeasurePlan;
import io.sextant.device.measure.Measurer;
import io.sextant.ir.graph.Graph;
import io.sextant.toolchain.TemporaryFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Measures many whole networks; compiled ones are deleted batch by batch, since each may take some ten megabytes. */
public final class WholeNetworks {
    private static final int BATCH = 16;

    private final Backend backend;
    private final Measurer measurer;
    private final Path scratch;

    /** @param scratch where compiled networks are put while they are measured */
    public WholeNetworks(Backend backend, Measurer measurer, Path scratch) {
        this.backend = backend;
        this.measurer = measurer;
        this.scratch = scratch;
    }

    /** Outcomes in the order of the networks; {@code progress} is told after each. */
    public List<MeasureOutcome> measure(List<Graph> networks, MeasurePlan plan, Runnable progress) {
        List<MeasureOutcome> outcomes = new ArrayList<>();
        for (int begin = 0; begin < networks.size(); begin += BATCH) {
            outcomes.addAll(batch(networks.subList(begin, Math.min(networks.size(), begin + BATCH)), plan, progress));
        }
        return outcomes;
    }

    private List<MeasureOutcome> batch(List<Graph> networks, MeasurePlan plan, Runnable progress) {
        try (TemporaryFolder folder = TemporaryFolder.in(scratch, "networks")) {
            return new Race(List.of(backend), measurer, any -> folder.path()).measure(networks, plan, progress).stream()
                .map(Race.Result::outcome).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
