package io.sextant.tests.benchmark;

import io.sextant.ir.cost.GraphCost;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphHash;
import io.sextant.ir.interpret.Interpreter;
import io.sextant.ir.tensor.Tensor;
import io.sextant.search.space.Genotype;
import io.sextant.search.space.SearchSpace;
import io.sextant.search.space.Spaces;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What one candidate of {@code mnist1d} costs before anything is measured or trained. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class CandidateBenchmark {
    private static final long SEED = 7;

    private SearchSpace space;
    private Genotype genotype;
    private Graph graph;
    private List<Tensor> inputs;

    /** The same candidate in every run. */
    @Setup
    public void propose() {
        space = Spaces.named("mnist1d");
        genotype = space.sample(new SplittableRandom(SEED));
        graph = space.lower(genotype, SEED);
        inputs = graph.inputs().stream().map(input -> Tensor.zeros(input.value().type())).toList();
    }

    @Benchmark
    public Genotype mutate() {
        return space.mutate(genotype, new SplittableRandom(SEED));
    }

    @Benchmark
    public Graph lower() {
        return space.lower(genotype, SEED);
    }

    @Benchmark
    public String hash() {
        return GraphHash.structure(graph);
    }

    @Benchmark
    public GraphCost cost() {
        return GraphCost.of(graph);
    }

    @Benchmark
    public List<Tensor> interpret() {
        return Interpreter.run(graph, inputs);
    }
}
