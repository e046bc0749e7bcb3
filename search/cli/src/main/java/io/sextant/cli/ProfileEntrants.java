package io.sextant.cli;

import io.sextant.cli.bench.Workbench;
import io.sextant.cli.terminal.ModelOptions;
import io.sextant.cli.terminal.Models;
import io.sextant.codegen.Backend;
import io.sextant.codegen.WrongProgram;
import io.sextant.device.measure.MeasureOutcome;
import io.sextant.device.measure.MeasurePlan;
import io.sextant.device.measure.Measurement;
import io.sextant.device.measure.Measurer;
import io.sextant.device.run.Program;
import io.sextant.ir.InvalidInput;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.onnx.OnnxImport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The programs that backends make of one model, and the fastest of them. */
final class ProfileEntrants {
    private final Path model;
    private final ModelOptions reading;
    private final List<Entrant> entrants = new ArrayList<>();
    private final Map<String, String> failures = new LinkedHashMap<>();

    /**
     * A program of one backend.
     *
     * @param graph to name kernels by; empty for a model that the IR does not cover
     */
    record Entrant(Backend backend, Program program, Optional<Graph> graph) {
    }

    /**
     * The fastest.
     *
     * @param others median nanoseconds by name of the backends that were slower
     * @param failures why backends run it not, by their names
     */
    record Fastest(Entrant entrant, Measurement total, Map<String, Double> others, Map<String, String> failures) {
    }

    private ProfileEntrants(Path model, ModelOptions reading) {
        this.model = model;
        this.reading = reading;
    }

    /**
     * Compiles the model by each backend of {@code bench}.
     *
     * @throws InvalidInput if there is but one, and it has not all operators of the model
     */
    static ProfileEntrants of(Workbench bench, Path model, ModelOptions reading) throws IOException {
        ProfileEntrants made = new ProfileEntrants(model, reading);
        List<Backend> rivals = bench.backends().rivals();
        for (Backend rival : rivals) {
            if (rivals.size() == 1) {
                made.entrants.add(made.alone(bench, rival));
            } else {
                made.compete(bench, rival);
            }
        }
        return made;
    }

    private Entrant alone(Workbench bench, Backend backend) throws IOException {
        try {
            return entrant(bench, backend);
        } catch (UnsupportedOperationException e) {
            throw new InvalidInput(model + ": the backend " + backend.name() + " cannot compile it: " + e.getMessage()
                + "; try --backend " + bench.backends().onnxRuntime().name(), e);
        }
    }

    /** A model that Sextant cannot read may still be one that ONNX Runtime runs. */
    private void compete(Workbench bench, Backend backend) throws IOException {
        try {
            entrants.add(entrant(bench, backend));
        } catch (UnsupportedOperationException | WrongProgram e) {
            failures.put(backend.name(), e.getMessage());
        } catch (InvalidInput e) {
            if (entrants.isEmpty()) {
                throw e;
            }
            failures.put(backend.name(), e.getMessage());
        }
    }

    /** ONNX Runtime gets a file as it is; where extents were given, or there is but text, what Sextant makes of the graph. */
    private Entrant entrant(Workbench bench, Backend backend) throws IOException {
        if (backend == bench.backends().onnxRuntime() && Models.form(model) == Models.Form.ONNX && !reading.given()) {
            return new Entrant(backend, bench.backends().onnxRuntime().foreign(model), graph());
        }
        Graph graph = reading.read(model);
        return new Entrant(backend, bench.compiled(backend, graph), Optional.of(graph));
    }

    private Optional<Graph> graph() {
        try {
            return Optional.of(OnnxImport.read(model));
        } catch (InvalidInput e) {
            return Optional.empty();
        }
    }

    /**
     * Measures all in one run.
     *
     * @throws InvalidInput if none can be run
     */
    Fastest fastest(Measurer measurer, MeasurePlan plan, Runnable progress) {
        List<MeasureOutcome> outcomes = measurer.measure(entrants.stream().map(Entrant::program).toList(), plan, progress);
        Map<Entrant, Measurement> measured = new LinkedHashMap<>();
        for (int i = 0; i < entrants.size(); i++) {
            if (outcomes.get(i) instanceof MeasureOutcome.Measured ok) {
                measured.put(entrants.get(i), ok.measurement());
            } else {
                failures.put(entrants.get(i).backend().name(), ((MeasureOutcome.Failed) outcomes.get(i)).reason());
            }
        }
        Entrant best = measured.keySet().stream().min(Comparator.comparingDouble(entrant -> median(measured.get(entrant))))
            .orElseThrow(() -> new InvalidInput(model + " cannot be run: " + String.join("; ", failures.values())));
        Map<String, Double> others = new LinkedHashMap<>();
        measured.forEach((entrant, measurement) -> {
            if (entrant != best) {
                others.put(entrant.backend().name(), median(measurement));
            }
        });
        return new Fastest(best, measured.get(best), others, failures);
    }

    int count() {
        return entrants.size();
    }

    private static double median(Measurement measurement) {
        return measurement.latency().median();
    }
}
