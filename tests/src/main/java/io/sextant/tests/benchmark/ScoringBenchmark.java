package io.sextant.tests.benchmark;

import io.sextant.ir.kernel.Fusion;
import io.sextant.ir.quantity.Metric;
import io.sextant.search.cost.Additive;
import io.sextant.search.cost.CostTable;
import io.sextant.search.cost.SpaceKernels;
import io.sextant.search.space.Genotype;
import io.sextant.search.space.SearchSpace;
import io.sextant.search.space.Spaces;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** How many candidates of {@code mobilenetv3} are scored in a second on one core, each of them another network. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class ScoringBenchmark {
    private static final int CANDIDATES = 1 << 13;
    private static final long SEED = 7;

    private CostTable table;
    private List<Genotype> genotypes;
    private int[] choices;

    /** The same candidates in every run; a kernel costs as many nanoseconds as its text has letters. */
    @Setup
    public void propose() {
        SearchSpace space = Spaces.named("mobilenetv3");
        Fusion fusion = Fusion.parse("convolution > batch_norm > binary(add) > unary(relu, hard_sigmoid)");
        table = CostTable.of(space, Map.of(Metric.PARAMS, Additive.parameters(), Metric.MACS, Additive.macs(),
            Metric.LATENCY, new Additive(SpaceKernels.summed(fusion, kernel -> kernel.text().length()), 0)));
        SplittableRandom random = new SplittableRandom(SEED);
        genotypes = Stream.generate(() -> space.sample(random)).limit(CANDIDATES).toList();
        choices = genotypes.stream().flatMapToInt(genotype -> genotype.choices().stream().mapToInt(Integer::intValue)).toArray();
    }

    @Benchmark
    @OperationsPerInvocation(CANDIDATES)
    public void latencyOfGenotypes(Blackhole sink) {
        for (Genotype genotype : genotypes) {
            sink.consume(table.cost(Metric.LATENCY, genotype));
        }
    }

    @Benchmark
    @OperationsPerInvocation(CANDIDATES)
    public void everyMetricOfGenotypes(Blackhole sink) {
        for (Genotype genotype : genotypes) {
            sink.consume(table.costs(genotype));
        }
    }

    @Benchmark
    @OperationsPerInvocation(CANDIDATES)
    public double[] latencyOfChoices() {
        return table.costs(Metric.LATENCY, choices);
    }
}
