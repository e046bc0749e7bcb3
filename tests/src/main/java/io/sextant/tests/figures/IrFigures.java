package io.sextant.tests.figures;

import io.sextant.tests.benchmark.ImportBenchmark;
import io.sextant.tests.benchmark.LoweringBenchmark;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;

/**
 * What the IR takes to read and rewrite a network and to lower candidates, by JMH in processes of their own; medians. The peer of reading
 * and rewriting is ONNX Runtime, which makes a session of the same bytes with all its graph optimisations.
 */
final class IrFigures implements FigureSet {
    private static final double GOAL_MILLIS = 20;
    private static final double GOAL_CANDIDATES = 20_000;
    private static final int SECONDS = 3;
    private static final int WARM_UPS = 5;
    private static final int MEASUREMENTS = 5;

    @Override
    public List<Figure> measure(boolean quick) {
        Note.progress("reading, rewriting and hashing MobileNetV3-Large");
        Map<String, Double> reading = run(ImportBenchmark.class, quick);
        Note.progress(String.format(Locale.ROOT, "of which import %.2f ms, passes %.2f ms, hash %.2f ms; %.1f ms if nobody reads the "
            + "weights", reading.get("parse"), reading.get("rewrite"), reading.get("hash"), reading.get("everything")));
        Note.progress("lowering candidates of mobilenetv3");
        Map<String, Double> lowering = run(LoweringBenchmark.class, quick);
        double ours = reading.get("everythingWithWeights");
        double peer = reading.get("sessionOfOnnxRuntime");
        double rate = rate(lowering.get("byTable"), quick);
        double whole = rate(lowering.get("wholeNetworks"), quick);
        return List.of(
            new Figure("import, passes, hash and all weights of MobileNetV3-Large (peer: ONNX Runtime's session)", "< 20 ms", millis(peer), millis(ours),
                String.format(Locale.ROOT, "%.2f", ours / peer), ours < GOAL_MILLIS),
            new Figure("candidates of mobilenetv3 to kernels, a second and core (peer: each lowered by itself)", ">= 20,000",
                String.format(Locale.ROOT, "%,.0f", whole), String.format(Locale.ROOT, "%,.0f", rate),
                String.format(Locale.ROOT, "%.0f", rate / whole), rate >= GOAL_CANDIDATES));
    }

    /** A single shot has a time in seconds per candidate where throughput has candidates in a second. */
    private static double rate(double score, boolean quick) {
        return quick ? 1 / score : score;
    }

    /** The median of each benchmark of {@code benchmarks}, in its unit. */
    private static Map<String, Double> run(Class<?> benchmarks, boolean quick) {
        ChainedOptionsBuilder options = new OptionsBuilder().include(benchmarks.getName()).threads(1).shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT).warmupTime(TimeValue.seconds(SECONDS)).measurementTime(TimeValue.seconds(SECONDS));
        if (quick) {
            options.mode(Mode.SingleShotTime).forks(0).warmupIterations(0).measurementIterations(1);
        } else {
            options.forks(1).warmupIterations(WARM_UPS).measurementIterations(MEASUREMENTS);
        }
        try {
            Collection<RunResult> results = new Runner(options.build()).run();
            Map<String, Double> medians = new TreeMap<>();
            results.forEach(result -> medians.put(name(result), median(result.getPrimaryResult().getStatistics())));
            return medians;
        } catch (RunnerException e) {
            throw new IllegalStateException("JMH cannot run " + benchmarks.getName(), e);
        }
    }

    private static double median(Statistics statistics) {
        return statistics.getPercentile(50);
    }

    private static String name(RunResult result) {
        String name = result.getParams().getBenchmark();
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static String millis(double millis) {
        return String.format(Locale.ROOT, "%.1f ms", millis);
    }
}
