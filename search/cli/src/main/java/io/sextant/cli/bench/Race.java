package io.sextant.cli.bench;

import io.sextant.codegen.Backend;
import io.sextant.codegen.WrongProgram;
import io.sextant.device.measure.MeasureOutcome;
import io.sextant.device.measure.MeasurePlan;
import io.sextant.device.measure.Measurer;
import io.sextant.device.run.Program;
import io.sextant.ir.graph.Graph;
import io.sextant.toolchain.CompileFailed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Compiles networks by one or several backends and measures all programs in one run, interleaved where they share their processes. Of
 * each network the fastest stands; one that a backend cannot compile, or compiles wrongly, costs that backend this network.
 */
final class Race {
    /** Networks that a backend prepares at once. */
    private static final int MOST_TOGETHER = 16;

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
     * @param others how the other backends fared
     */
    record Result(Optional<Entrant> winner, MeasureOutcome outcome, Others others) {
        private double nanos() {
            return outcome instanceof MeasureOutcome.Measured measured ? measured.measurement().latency().median() : Double.MAX_VALUE;
        }
    }

    /**
     * Backends that did not win.
     *
     * @param slower    median nanoseconds by name
     * @param notUsable why they did not run it, by name
     */
    record Others(Map<String, Double> slower, Map<String, String> notUsable) {
        static final Others NONE = new Others(Map.of(), Map.of());
    }

    private record Own(Backend backend, Result result) {
    }

    /** A program of one backend. */
    record Entrant(Backend backend, Program program) {
    }

    /** A network by one backend: what it made of it, or why it did not. */
    private record Compiled(int graph, Optional<Entrant> entrant, Optional<Own> failure) {
    }

    private record Started(int graph, Entrant entrant) {
    }

    /** Results in the order of the networks; {@code progress} is told once for each. */
    List<Result> measure(List<Graph> graphs, MeasurePlan plan, Runnable progress) {
        return all(graphs, plan, progress).stream().map(Race::best).toList();
    }

    /** Of each network the results of all. */
    private List<List<Own>> all(List<Graph> graphs, MeasurePlan plan, Runnable progress) {
        List<List<Own>> results = new ArrayList<>();
        graphs.forEach(graph -> results.add(new ArrayList<>()));
        List<Started> started = new ArrayList<>();
        for (Compiled one : compiled(graphs)) {
            one.entrant().ifPresent(entrant -> started.add(new Started(one.graph(), entrant)));
            one.failure().ifPresent(results.get(one.graph())::add);
        }
        Tally tally = new Tally(progress, started.size(), graphs.size());
        List<MeasureOutcome> measured = measurer.measure(started.stream().map(one -> one.entrant().program()).toList(), plan, tally::step);
        tally.finish();
        for (int i = 0; i < started.size(); i++) {
            Entrant entrant = started.get(i).entrant();
            results.get(started.get(i).graph()).add(new Own(entrant.backend(), result(entrant, measured.get(i))));
        }
        return results;
    }

    /** Nanoseconds over networks by the names of the backends that run all of them. */
    Map<String, Double> geometricMeans(List<Graph> graphs, MeasurePlan plan) {
        Map<String, Double> means = new LinkedHashMap<>();
        List<List<Own>> results = all(graphs, plan, () -> { });
        for (Backend rival : rivals) {
            List<Result> own = results.stream().flatMap(List::stream).filter(one -> one.backend() == rival).map(Own::result)
                .filter(result -> result.winner().isPresent()).toList();
            if (own.size() == graphs.size()) {
                means.put(rival.name(), Math.exp(own.stream().mapToDouble(result -> Math.log(result.nanos())).average().orElseThrow()));
            }
        }
        return means;
    }

    /** All by all, some networks at a time; on all cores, as compilers take much longer than many a network runs. */
    private List<Compiled> compiled(List<Graph> graphs) {
        int cores = Runtime.getRuntime().availableProcessors();
        int together = Math.max(1, Math.min(MOST_TOGETHER, (graphs.size() + cores - 1) / cores));
        ExecutorService pool = Executors.newFixedThreadPool(cores);
        try {
            List<Callable<List<Compiled>>> jobs = new ArrayList<>();
            for (int begin = 0; begin < graphs.size(); begin += together) {
                List<Integer> some = IntStream.range(begin, Math.min(graphs.size(), begin + together)).boxed().toList();
                rivals.forEach(rival -> jobs.add(() -> compiled(rival, graphs, some)));
            }
            List<Compiled> all = new ArrayList<>();
            for (Future<List<Compiled>> job : pool.invokeAll(jobs)) {
                all.addAll(job.get());
            }
            return all;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while networks were compiled", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    private List<Compiled> compiled(Backend rival, List<Graph> graphs, List<Integer> some) {
        try {
            rival.prepare(some.stream().map(graphs::get).toList(), folders.apply(rival));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return some.stream().map(index -> compiled(rival, graphs.get(index), index)).toList();
    }

    private Compiled compiled(Backend rival, Graph graph, int index) {
        try {
            return new Compiled(index, Optional.of(new Entrant(rival, rival.compile(graph, folders.apply(rival)))), Optional.empty());
        } catch (UnsupportedOperationException e) {
            return new Compiled(index, Optional.empty(), Optional.of(new Own(rival, failed(rival.name() + " cannot compile it: " + e.getMessage()))));
        } catch (WrongProgram | CompileFailed e) {
            return new Compiled(index, Optional.empty(), Optional.of(new Own(rival, failed(e.getMessage()))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Result failed(String reason) {
        return new Result(Optional.empty(), new MeasureOutcome.Failed(reason), Others.NONE);
    }

    private static Result result(Entrant entrant, MeasureOutcome outcome) {
        return new Result(outcome instanceof MeasureOutcome.Measured ? Optional.of(entrant) : Optional.empty(), outcome, Others.NONE);
    }

    /** The fastest; if all failed, what the first says. */
    private static Result best(List<Own> results) {
        Own best = results.stream().min(Comparator.comparingDouble(own -> own.result().nanos())).orElseThrow();
        Map<String, Double> slower = new LinkedHashMap<>();
        Map<String, String> notUsable = new LinkedHashMap<>();
        results.stream().filter(own -> own != best).forEach(own -> {
            if (own.result().outcome() instanceof MeasureOutcome.Failed failed) {
                notUsable.put(own.backend().name(), failed.reason());
            } else {
                slower.put(own.backend().name(), own.result().nanos());
            }
        });
        return new Result(best.result().winner(), best.result().outcome(), new Others(slower, notUsable));
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
