package io.sextant.cli.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sextant.codegen.onnxruntime.OnnxRuntimeBackend;
import io.sextant.device.measure.Clock;
import io.sextant.device.measure.Effort;
import io.sextant.device.measure.MeasureOutcome;
import io.sextant.device.measure.MeasurePlan;
import io.sextant.device.measure.Measurement;
import io.sextant.device.measure.ProcessMeasurer;
import io.sextant.device.measure.Processes;
import io.sextant.device.measure.Reference;
import io.sextant.device.run.Program;
import io.sextant.device.run.WorkerLimits;
import io.sextant.device.store.Entry;
import io.sextant.device.store.Store;
import io.sextant.ir.digest.Sha256;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How long the {@link ReferenceNetwork} takes on the undisturbed device: the fastest of some fresh processes. Timed once, on first use,
 * and kept in the store, so that all that is measured there is told on one scale.
 */
final class ReferencePace {
    private static final String KIND = "reference-pace/1";
    private static final Effort EFFORT = new Effort(9, 8, 3);

    private final OnnxRuntimeBackend backend;
    private final String device;
    private final Store store;
    private final Path programs;
    private Optional<Reference> known = Optional.empty();

    /**
     * The pace of this machine by a backend.
     *
     * @param device   fingerprint of this machine
     * @param programs where the network is compiled to
     */
    ReferencePace(OnnxRuntimeBackend backend, String device, Store store, Path programs) {
        this.backend = backend;
        this.device = device;
        this.store = store;
        this.programs = programs;
    }

    /** For a plan whose clock it has an effect on; timed only when it is needed, as much of a program's work measures nothing. */
    synchronized Optional<Reference> reference(MeasurePlan plan) {
        if (plan.clock() != Clock.THREAD_CPU) {
            return Optional.empty();
        }
        if (known.isEmpty()) {
            Program program = backend.compile(ReferenceNetwork.graph(), programs);
            String address = Sha256.of(String.join("\n", program.key(), program.implementation().id(), device));
            OptionalDouble stored = store.find(KIND, address).map(json -> json.path("nanos").asDouble()).filter(nanos -> nanos > 0)
                .map(OptionalDouble::of).orElse(OptionalDouble.empty());
            known = Optional.of(new Reference(program, stored.orElseGet(() -> timed(program, address))));
        }
        return known;
    }

    private double timed(Program program, String address) {
        MeasureOutcome outcome = new ProcessMeasurer(device, WorkerLimits.DEFAULT, java.time.Clock.systemUTC())
            .measure(List.of(program), new MeasurePlan(1, Clock.THREAD_CPU, EFFORT, 1), () -> { }).get(0);
        if (!(outcome instanceof MeasureOutcome.Measured measured)) {
            throw new IllegalStateException("the reference network cannot be run: " + ((MeasureOutcome.Failed) outcome).reason());
        }
        Measurement measurement = measured.measurement();
        double nanos = Arrays.stream(Processes.medians(measurement.samples(), Clock.THREAD_CPU)).min().orElseThrow();
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("program", program.key())
            .put("implementation", program.implementation().id()).put("device", device).put("nanos", nanos)
            .put("date", measurement.date().toString());
        store.putAll(List.of(new Entry(KIND, address, json)));
        return nanos;
    }
}
