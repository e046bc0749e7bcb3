package io.sextant.cli.bench;

import io.sextant.codegen.Backend;
import io.sextant.codegen.WrongProgram;
import io.sextant.device.measure.MeasureOutcome;
import io.sextant.device.measure.MeasurePlan;
import io.sextant.device.measure.Measurer;
import io.sextant.device.run.Program;
import io.sextant.ir.graph.Graph;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Compiles networks by one or several backends and measures all programs in one run, interleaved where they share their processes. Of
 * each network the fastest stands; one that a backend cannot compile, or compiles wrongly, costs that backend this network.
 */
final class Race {
    private final List<Backend> rivals;
    private final Measurer measurer;
    private final Function<Backend, Path> folders;

    /** @param folders where the programs of a backend are put */
    Race(List<Backend> rivals, Measurer measurer, Function<Backend, Path> folders) {
        this.rivals = rivals;
        this.measurer = measurer;
        this.folders = folders;
    }

    /**
     * What came of a network.
     *
     * @param winner whose program was measured; empty if there is none
     */
    record Result(Optional<Entrant> winner, MeasureOutcome outcome) {
        private double nanos() {
            return outcome instanceof MeasureOutcome.Measured measured ? measured.measurement().latency().median() : Double.MAX_VALUE;
        }
    }

    /** A program of one backend. */
    record Entrant(Backend backend, Program program) {
    }

    private record Started(int graph, Entrant entrant) {
    }

    /** Results in the order of the networks; {@code progress} is told once for each. */
    List<Result> measure(List<Graph> graphs, MeasurePlan plan, Runnable progress) {
        return all(graphs, plan, progress).stream().map(Race::best).toList();
    }

    /** Of each network the results of all. */
    private List<List<Result>> all(List<Graph> graphs, MeasurePlan plan, Runnable progress) {
        List<List<Result>> results = new ArrayList<>();
        List<Started> started = new ArrayList<>();
        for (int i = 0; i < graphs.size(); i++) {
            results.add(new ArrayList<>());
            for (Backend rival : rivals) {
                compile(rival, graphs.get(i), i, started, results.get(i));
            }
        }
        Tally tally = new Tally(progress, started.size(), graphs.size());
        List<MeasureOutcome> measured = measurer.measure(started.stream().map(one -> one.entrant().program()).toList(), plan, tally::step);
        tally.finish();
        for (int i = 0; i < started.size(); i++) {
            results.get(started.get(i).graph()).add(result(started.get(i).entrant(), measured.get(i)));
        }
        return results;
    }

    /** The backend with the smallest geometric mean over networks; empty if none runs all of them. */
    Optional<Backend> fastest(List<Graph> graphs, MeasurePlan plan) {
        Map<Backend, Double> logarithms = new LinkedHashMap<>();
        List<List<Result>> results = all(graphs, plan, () -> { });
        for (Backend rival : rivals) {
            List<Result> own = results.stream().flatMap(List::stream).filter(result -> result.winner().map(Entrant::backend)
                .equals(Optional.of(rival))).toList();
            if (own.size() == graphs.size()) {
                logarithms.put(rival, own.stream().mapToDouble(result -> Math.log(result.nanos())).sum());
            }
        }
        return logarithms.entrySet().stream().min(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
    }

    private void compile(Backend rival, Graph graph, int index, List<Started> started, List<Result> results) {
        try {
            started.add(new Started(index, new Entrant(rival, rival.compile(graph, folders.apply(rival)))));
        } catch (UnsupportedOperationException e) {
            results.add(failed(rival.name() + " cannot compile it: " + e.getMessage()));
        } catch (WrongProgram e) {
            results.add(failed(e.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Result failed(String reason) {
        return new Result(Optional.empty(), new MeasureOutcome.Failed(reason));
    }

    private static Result result(Entrant entrant, MeasureOutcome outcome) {
        return new Result(outcome instanceof MeasureOutcome.Measured ? Optional.of(entrant) : Optional.empty(), outcome);
    }

    /** The fastest; if all failed, what the first says. */
    private static Result best(List<Result> results) {
        return results.stream().min(Comparator.comparingDouble(Result::nanos)).orElseThrow();
    }

    /** Steps of networks from steps of their programs. */
    private static final class Tally {
        private final Runnable progress;
        private final int programs;
        private final int networks;
        private int done;
        private int told;

        Tally(Runnable progress, int programs, int networks) {
            this.progress = progress;
            this.programs = programs;
            this.networks = networks;
        }

        void step() {
            done++;
            tell(networks * done / programs);
        }

        void finish() {
            tell(networks);
        }

        private void tell(int upTo) {
            for (; told < upTo; told++) {
                progress.run();
            }
        }
    }
}
