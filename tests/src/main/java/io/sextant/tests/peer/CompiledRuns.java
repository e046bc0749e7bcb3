package io.sextant.tests.peer;

import io.sextant.codegen.c.family.Families;
import io.sextant.codegen.c.family.Lowered;
import io.sextant.codegen.c.network.NetworkCompiler;
import io.sextant.codegen.c.run.CExecutor;
import io.sextant.codegen.c.run.CWorkers;
import io.sextant.device.run.WorkerFailure;
import io.sextant.device.run.WorkerLimits;
import io.sextant.device.run.WorkerProcess;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.Port;
import io.sextant.ir.rewrite.Rewrites;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.tensor.TensorBytes;
import io.sextant.kernel.Isa;
import io.sextant.toolchain.TemporaryFolder;
import io.sextant.toolchain.Toolchain;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the C backend's code of graphs computes, untuned and unproven: a child process runs it. */
public final class CompiledRuns implements AutoCloseable {
    private static final String LABEL = "compiled";
    /** Objects stay in the memory of a process, so it is a fresh one now and then. */
    private static final int MOST_OBJECTS = 100;

    private final Path home;
    private Optional<WorkerProcess> worker = Optional.empty();
    private int objects;

    /** @param home where the compiler is unpacked */
    public CompiledRuns(Path home) {
        this.home = home;
    }

    /** Instruction sets that this CPU has, the widest last. */
    public static List<Isa> isas() throws IOException {
        Set<String> extensions = Files.readAllLines(Path.of("/proc/cpuinfo")).stream().filter(line -> line.startsWith("flags")).findFirst()
            .map(line -> Set.copyOf(List.of(line.replaceFirst("flags\\s*:\\s*", "").split(" ")))).orElse(Set.of());
        return Arrays.stream(Isa.values()).filter(isa -> isa.runsOn(extensions)).toList();
    }

    /**
     * The outputs of {@code graph}, in their order.
     *
     * @throws UnsupportedOperationException if the backend has no kernel for something in it
     */
    public List<Tensor> outputs(Graph graph, Isa isa, List<Tensor> inputs) throws IOException, WorkerFailure {
        Graph rewritten = Rewrites.INFERENCE.run(graph).graph();
        Families families = new Families(new Lowered(isa, rewritten.constants()::get));
        try (TemporaryFolder folder = TemporaryFolder.in(Path.of(System.getProperty("java.io.tmpdir")), "sextant-c-")) {
            Path object = folder.path().resolve(isa.text() + "_" + objects++ + "_" + System.nanoTime() + ".so");
            new NetworkCompiler(Toolchain.open(home), isa).compile(rewritten, CExecutor.entry(object),
                kernel -> families.of(kernel).schedules(kernel).get(0), object);
            try (OutputStream out = Files.newOutputStream(folder.path().resolve(CExecutor.INPUTS))) {
                for (Tensor input : inputs) {
                    out.write(TensorBytes.of(input));
                }
            }
            compute(object, folder.path());
            return tensors(graph, ByteBuffer.wrap(Files.readAllBytes(folder.path().resolve(CExecutor.OUTPUTS))));
        }
    }

    private void compute(Path object, Path folder) throws WorkerFailure {
        if (objects % MOST_OBJECTS == 0) {
            close();
        }
        if (worker.isEmpty()) {
            worker = Optional.of(WorkerProcess.start(CWorkers.command(), WorkerLimits.DEFAULT));
        }
        try {
            worker.get().load(LABEL, object, 1);
            worker.get().compute(LABEL, folder);
            worker.get().unload(LABEL);
        } catch (WorkerFailure failed) {
            close();
            throw failed;
        }
    }

    private static List<Tensor> tensors(Graph graph, ByteBuffer all) {
        List<Tensor> outputs = new ArrayList<>();
        for (Port output : graph.outputs()) {
            byte[] bytes = new byte[(int) output.value().type().bytes()];
            all.get(bytes);
            outputs.add(TensorBytes.tensor(output.value().type(), bytes));
        }
        return outputs;
    }

    @Override
    public void close() {
        worker.ifPresent(WorkerProcess::close);
        worker = Optional.empty();
    }
}
