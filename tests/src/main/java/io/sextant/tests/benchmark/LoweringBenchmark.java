package io.sextant.tests.benchmark;

import io.sextant.ir.kernel.Fusion;
import io.sextant.ir.kernel.Kernels;
import io.sextant.search.cost.KernelTable;
import io.sextant.search.space.Genotype;
import io.sextant.search.space.SearchSpace;
import io.sextant.search.space.Spaces;
import java.util.List;
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

/** How many candidates of {@code mobilenetv3} become kernels in a second on one core, each of them another network. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class LoweringBenchmark {
    private static final int CANDIDATES = 1 << 10;
    private static final long SEED = 7;
    private static final Fusion FUSION = Fusion.parse("convolution > batch_norm > binary(add) > unary(relu, relu6, sigmoid, tanh, hard_sigmoid)",
        "dense > unary(relu, sigmoid, tanh, hard_sigmoid)");

    private SearchSpace space;
    private KernelTable table;
    private List<Genotype> genotypes;

    /** The same candidates in every run. */
    @Setup
    public void propose() {
        space = Spaces.named("mobilenetv3");
        table = KernelTable.of(space, FUSION);
        SplittableRandom random = new SplittableRandom(SEED);
        genotypes = Stream.generate(() -> space.sample(random)).limit(CANDIDATES).toList();
    }

    /** From the kernels of the space's parts, as tests prove equal to {@link #wholeNetworks}. */
    @Benchmark
    @OperationsPerInvocation(CANDIDATES)
    public void byTable(Blackhole sink) {
        genotypes.forEach(genotype -> sink.consume(table.kernels(genotype)));
    }

    /** Each network lowered to a graph of its own, and that taken apart. */
    @Benchmark
    @OperationsPerInvocation(CANDIDATES)
    public void wholeNetworks(Blackhole sink) {
        genotypes.forEach(genotype -> sink.consume(Kernels.of(space.lower(genotype, SEED), FUSION)));
    }
}
