package io.sextant.cli.bench;

import io.sextant.codegen.Backend;
import io.sextant.codegen.WrongProgram;
import io.sextant.codegen.c.CBackend;
import io.sextant.codegen.mixed.Crossing;
import io.sextant.codegen.mixed.Engine;
import io.sextant.codegen.mixed.KernelRow;
import io.sextant.codegen.mixed.MixedBackend;
import io.sextant.codegen.mixed.MixturePlan;
import io.sextant.codegen.mixed.Mixtures;
import io.sextant.codegen.onnxruntime.OnnxRuntimeBackend;
import io.sextant.device.measure.LayerProfile;
import io.sextant.device.measure.MeasureOutcome;
import io.sextant.device.measure.MeasurePlan;
import io.sextant.device.measure.Measurement;
import io.sextant.device.measure.Measurer;
import io.sextant.device.measure.ProfileOutcome;
import io.sextant.device.run.Program;
import io.sextant.ir.InvalidInput;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.quantity.Quantity;
import io.sextant.ir.rewrite.Rewrites;
import io.sextant.toolchain.CompileFailed;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks for a mixture of the C backend and ONNX Runtime that promises more than either alone: by the times that their kernels take in
 * their places, and what crossing between them costs. Stretches are tried without tuning, and for a limited time. What it promises has to
 * be measured yet.
 */
public final class Mixing {
    /** A promise below this share of the time is lost in what the sums of kernels do not tell. */
    private static final double LEAST_GAIN = 0.05;
    /** No stretch is tried after this time. */
    private static final Duration MOST_TIME = Duration.ofSeconds(30);

    private final Workbench bench;
    private final Measurer measurer;
    private final CBackend c;
    private final CBackend untuned;
    private final OnnxRuntimeBackend onnxRuntime;

    private Mixing(Workbench bench, Measurer measurer, CBackend c) {
        this.bench = bench;
        this.measurer = measurer;
        this.c = c;
        this.untuned = c.untuned();
        this.onnxRuntime = bench.backends().onnxRuntime();
    }

    /** Where both backends are in the race; empty elsewhere. */
    public static Optional<Mixing> of(Workbench bench, Measurer measurer) {
        List<Backend> rivals = bench.backends().rivals();
        return rivals.contains(bench.backends().onnxRuntime()) ? rivals.stream().filter(CBackend.class::isInstance).map(CBackend.class::cast)
            .findFirst().map(c -> new Mixing(bench, measurer, c)) : Optional.empty();
    }

    /** A program of one backend alone, measured. */
    public record Pure(Backend backend, Program program, Measurement total) {
        double nanos() {
            return total.latency().median();
        }
    }

    /** What came of the search. */
    public sealed interface Outcome {
        /** With more to be said. */
        Outcome told(String more);

        /** A program that is to be measured against the others. */
        record Found(MixedBackend backend, Program program, String words) implements Outcome {
            @Override
            public Outcome told(String more) {
                return new Found(backend, program, words + more);
            }
        }

        /** There is none, for this reason. */
        record None(String why) implements Outcome {
            @Override
            public Outcome told(String more) {
                return new None(why + more);
            }
        }
    }

    /** @param alone those backends that run the whole graph */
    public Outcome seek(Graph graph, List<Pure> alone) throws IOException {
        try {
            return sought(graph, alone);
        } catch (InvalidInput | UnsupportedOperationException | WrongProgram | CompileFailed e) {
            return new Outcome.None("none can be built: " + e.getMessage());
        }
    }

    private Outcome sought(Graph graph, List<Pure> alone) throws IOException {
        long end = System.nanoTime() + MOST_TIME.toNanos();
        Graph rewritten = Rewrites.INFERENCE.run(graph).graph();
        Optional<String> whole = KernelRow.whyWhole(graph).or(() -> KernelRow.whyWhole(rewritten));
        Optional<Pure> byOnnxRuntime = alone.stream().filter(pure -> pure.backend() == onnxRuntime).findFirst();
        if (whole.isPresent() || byOnnxRuntime.isEmpty()) {
            return new Outcome.None(whole.orElse("ONNX Runtime does not run the model"));
        }
        KernelRow row = KernelRow.of(rewritten, c.fusion());
        Map<Engine, double[]> times = new EnumMap<>(Engine.class);
        Optional<LayerProfile> profile = profiled(onnxRuntime, onnxRuntime.compile(rewritten, programs()), rewritten, byOnnxRuntime.get().total());
        if (profile.isEmpty()) {
            return new Outcome.None("ONNX Runtime does not tell the times of its layers");
        }
        times.put(Engine.ONNX_RUNTIME, row.times(profile.get(), 0, row.kernels().size()));
        Crossing crossing = new CrossingCost(untuned, onnxRuntime, measurer, programs()).on(bench.device().fingerprint(), bench.store());
        Stretches tried = new Stretches(end, new WorthCompiling(times.get(Engine.ONNX_RUNTIME), crossing));
        times.put(Engine.C, compiledTimes(graph, row, alone, tried));
        Optional<MixturePlan> plan = MixturePlan.of(row, times, crossing);
        return plan.isPresent() ? judged(graph, plan.get(), alone).told(tried.words()) : new Outcome.None("nobody runs all kernels");
    }

    /** A stretch that the C backend can do is worth it if it takes ONNX Runtime longer than the two crossings. */
    private record WorthCompiling(double[] nanos, Crossing crossing) {
        boolean of(int from, int to) {
            return Arrays.stream(nanos, from, to).sum() > 2 * crossing.fixedNanos();
        }
    }

    /** Which stretches are tried, as far as the time goes. */
    private static final class Stretches {
        private final long end;
        private final WorthCompiling worth;
        private int left;

        Stretches(long end, WorthCompiling worth) {
            this.end = end;
            this.worth = worth;
        }

        boolean next(int from, int to) {
            boolean wanted = to > from && worth.of(from, to);
            boolean late = wanted && System.nanoTime() >= end;
            left += late ? 1 : 0;
            return wanted && !late;
        }

        String words() {
            return left == 0 ? "" : "; " + left + " stretches that the C backend has were not tried, as looking took "
                + MOST_TIME.toSeconds() + " s";
        }
    }

    /** In the whole network where the C backend can do that, else in stretches that it can do. */
    private double[] compiledTimes(Graph graph, KernelRow row, List<Pure> alone, Stretches tried) throws IOException {
        Optional<Pure> whole = alone.stream().filter(pure -> pure.backend() == c).findFirst();
        if (whole.isPresent()) {
            return profiled(c, whole.get().program(), graph, whole.get().total()).map(profile -> row.times(profile, 0, row.kernels().size()))
                .orElse(new double[0]);
        }
        double[] times = new double[row.kernels().size()];
        Arrays.fill(times, Double.POSITIVE_INFINITY);
        int from = 0;
        while (from < times.length) {
            int to = from;
            while (to < times.length && c.does(row.graph(), row.kernels().get(to))) {
                to++;
            }
            if (tried.next(from, to)) {
                double[] stretch = stretch(row, from, to);
                System.arraycopy(stretch, from, times, from, to - from);
            }
            from = to + 1;
        }
        return times;
    }

    private double[] stretch(KernelRow row, int from, int to) throws IOException {
        Graph part = row.cut(from, to);
        Race.Result result = new Race(List.of(untuned), measurer, any -> programs())
            .measure(List.of(part), MeasurePlan.screening(1, 1), () -> { }).get(0);
        double[] never = new double[row.kernels().size()];
        Arrays.fill(never, Double.POSITIVE_INFINITY);
        if (result.winner().isEmpty()) {
            return never;
        }
        Measurement total = ((MeasureOutcome.Measured) result.outcome()).measurement();
        return profiled(untuned, result.winner().get().program(), part, total).map(profile -> row.times(profile, from, to)).orElse(never);
    }

    private static Optional<LayerProfile> profiled(Backend backend, Program program, Graph graph, Measurement total) throws IOException {
        return backend.profileLayers(program, Optional.of(graph), total) instanceof ProfileOutcome.Profiled profiled
            ? Optional.of(profiled.profile()) : Optional.empty();
    }

    private Outcome judged(Graph graph, MixturePlan plan, List<Pure> alone) throws IOException {
        Pure best = alone.stream().min(Comparator.comparingDouble(Pure::nanos)).orElseThrow();
        String promise = plan.partition().words() + " would take about " + Quantity.time(plan.nanos());
        if (!plan.isMixed()) {
            return new Outcome.None("no mixture promises more");
        }
        double noise = 2 * best.total().latency().relativeHalfWidth();
        if (plan.nanos() > (1 - Math.max(LEAST_GAIN, noise)) * best.nanos()) {
            return new Outcome.None("no mixture promises more beyond the noise: " + promise);
        }
        MixedBackend backend = new Mixtures(c, onnxRuntime).of(plan.partition());
        return new Outcome.Found(backend, backend.compile(graph, programs()), promise);
    }

    private Path programs() {
        return bench.home().resolve("programs").resolve(MixedBackend.NAME);
    }
}
