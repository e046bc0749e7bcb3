package io.sextant.tests.benchmark;

import io.sextant.codegen.c.CBackend;
import io.sextant.codegen.c.family.Manifest;
import io.sextant.codegen.c.run.CExecutor;
import io.sextant.codegen.c.run.CWorkers;
import io.sextant.codegen.c.run.NativeNetwork;
import io.sextant.device.store.Home;
import io.sextant.ir.graph.Graph;
import io.sextant.kernel.Isa;
import io.sextant.tests.peer.CompiledRuns;
import io.sextant.toolchain.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.Pointer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The typical kernels of each line of the C backend's manifest, one after the other, on this CPU's widest vectors; inputs are zeros. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class KernelBenchmark {
    /** All of them. */
    @Param
    public Manifest line;

    private final List<NativeNetwork> kernels = new ArrayList<>();
    private TemporaryFolder folder;

    /** Compiles and proves them. */
    @Setup
    public void compile() throws IOException {
        folder = TemporaryFolder.in(Path.of(System.getProperty("java.io.tmpdir")), "sextant-kernels-");
        List<Isa> isas = CompiledRuns.isas();
        CBackend backend = new CBackend(Home.ofEnvironment(), isas.get(isas.size() - 1), CWorkers::command);
        for (Graph graph : line.typical()) {
            Path object = backend.compile(graph, folder.path()).artifact();
            NativeNetwork kernel = new NativeNetwork(object, CExecutor.entry(object));
            kernel.inputs().forEach(input -> Pointer.memset(kernel.at(input), 0, input.bytes()));
            kernels.add(kernel);
        }
    }

    @TearDown
    public void close() throws IOException {
        kernels.forEach(NativeNetwork::close);
        kernels.clear();
        folder.close();
    }

    /** Each kernel once. */
    @Benchmark
    public List<NativeNetwork> run() {
        kernels.forEach(NativeNetwork::run);
        return kernels;
    }
}
