package io.sextant.tests.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

class BenchmarkTest {
    @ParameterizedTest
    @ValueSource(classes = {CandidateBenchmark.class, ImportBenchmark.class, KernelBenchmark.class, LoweringBenchmark.class, ScoringBenchmark.class})
    void everyBenchmarkRuns(Class<?> benchmarks) throws RunnerException {
        Options once = new OptionsBuilder().include(benchmarks.getName()).mode(Mode.SingleShotTime)
            .forks(0).warmupIterations(0).measurementIterations(1).shouldFailOnError(true).verbosity(VerboseMode.SILENT).build();
        Collection<RunResult> results = new Runner(once).run();
        Set<String> ran = results.stream().map(result -> result.getParams().getBenchmark()).map(name -> name.substring(name.lastIndexOf('.') + 1))
            .collect(Collectors.toSet());
        Set<String> declared = Arrays.stream(benchmarks.getMethods())
            .filter(method -> method.isAnnotationPresent(Benchmark.class)).map(method -> method.getName()).collect(Collectors.toSet());
        assertEquals(declared, ran);
        results.forEach(result -> assertTrue(result.getPrimaryResult().getScore() > 0, result.getParams()::getBenchmark));
    }
}
