package io.sextant.cli;

import io.sextant.cli.bench.Mixing;
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
import io.sextant.toolchain.CompileFailed;
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
     * @param mixture what came of looking for a mixture of backends; empty if only one was asked for
     */
    record Fastest(Entrant entrant, Measurement total, Map<String, Double> others, Map<String, String> failures, Optional<String> mixture) {
        Fastest told(String words) {
            return new Fastest(entrant, total, others, failures, Optional.of(words));
        }
    }

    private ProfileEntrants(Path model, ModelOptions reading) {
        this.model = model;
        this.reading = reading;
    }

    /**
     * Compiles the model by each backend that runs so many threads.
     *
     * @throws InvalidInput if there is but one, and it has not all operators of the model
     */
    static ProfileEntrants of(Workbench several, Path model, ModelOptions reading, int threads) throws IOException {
        ProfileEntrants made = new ProfileEntrants(model, reading);
        made.failures.putAll(several.backends().missing());
        several.backends().rivals().forEach(rival -> rival.refusal(threads).ifPresent(why -> made.failures.put(rival.name(), why)));
        Workbench bench = several.on(threads, why -> { });
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
        } catch (UnsupportedOperationException | WrongProgram | CompileFailed e) {
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
     * Measures all in one run; where a mixture of backends promises more, all again together with that.
     *
     * @param limited measures within the user's limits
     * @throws InvalidInput if none can be run
     */
    Fastest fastest(Workbench bench, Measurer limited, MeasurePlan plan, Runnable progress) throws IOException {
        Map<Entrant, Measurement> alone = measured(limited, plan, progress);
        Optional<Mixing> mixing = Mixing.of(bench, limited).filter(found -> plan.threads() == 1 && !alone.isEmpty());
        Optional<Graph> graph = entrants.stream().flatMap(entrant -> entrant.graph().stream()).findFirst();
        if (mixing.isEmpty() || graph.isEmpty()) {
            return best(alone);
        }
        Mixing.Outcome outcome = mixing.get().seek(graph.get(), alone.entrySet().stream()
            .map(entry -> new Mixing.Pure(entry.getKey().backend(), entry.getKey().program(), entry.getValue())).toList());
        if (!(outcome instanceof Mixing.Outcome.Found found)) {
            return best(alone).told(((Mixing.Outcome.None) outcome).why());
        }
        Entrant mixed = new Entrant(found.backend(), found.program(), graph);
        entrants.add(mixed);
        Map<Entrant, Measurement> all = measured(limited, plan, () -> { });
        Fastest fastest = best(all);
        return fastest.entrant() == mixed && !isClear(mixed, all) ? best(without(mixed, all)).told(found.words() + "; measured, it is not clearly faster")
            : fastest.told(found.words() + (fastest.entrant() == mixed ? "; measured, it is the fastest" : "; measured, it is not the fastest"));
    }

    private static Map<Entrant, Measurement> without(Entrant one, Map<Entrant, Measurement> all) {
        Map<Entrant, Measurement> others = new LinkedHashMap<>(all);
        others.remove(one);
        return others;
    }

    /** Whether even the upper end of its interval is below the lower ends of all others. */
    private static boolean isClear(Entrant one, Map<Entrant, Measurement> all) {
        return without(one, all).values().stream().allMatch(other -> all.get(one).latency().hi() < other.latency().lo());
    }

    private Map<Entrant, Measurement> measured(Measurer measurer, MeasurePlan plan, Runnable progress) {
        List<MeasureOutcome> outcomes = measurer.measure(entrants.stream().map(Entrant::program).toList(), plan, progress);
        Map<Entrant, Measurement> measured = new LinkedHashMap<>();
        for (int i = 0; i < entrants.size(); i++) {
            if (outcomes.get(i) instanceof MeasureOutcome.Measured ok) {
                measured.put(entrants.get(i), ok.measurement());
            } else {
                failures.put(entrants.get(i).backend().name(), ((MeasureOutcome.Failed) outcomes.get(i)).reason());
            }
        }
        return measured;
    }

    private Fastest best(Map<Entrant, Measurement> measured) {
        Entrant best = measured.keySet().stream().min(Comparator.comparingDouble(entrant -> median(measured.get(entrant))))
            .orElseThrow(() -> new InvalidInput(model + " cannot be run: " + String.join("; ", failures.values())));
        Map<String, Double> others = new LinkedHashMap<>();
        measured.forEach((entrant, measurement) -> {
            if (entrant != best) {
                others.put(entrant.backend().name(), median(measurement));
            }
        });
        return new Fastest(best, measured.get(best), others, failures, Optional.empty());
    }

    int count() {
        return entrants.size();
    }

    private static double median(Measurement measurement) {
        return measurement.latency().median();
    }
}
