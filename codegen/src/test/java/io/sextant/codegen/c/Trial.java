package io.sextant.codegen.c;

import io.sextant.codegen.c.family.Families;
import io.sextant.codegen.c.family.Schedule;
import io.sextant.codegen.c.network.NetworkCompiler;
import io.sextant.codegen.c.run.NativeNetwork;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.kernel.Fusion;
import io.sextant.ir.kernel.PlacedKernel;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.tensor.TensorBytes;
import io.sextant.ir.type.TensorType;
import io.sextant.kernel.Isa;
import io.sextant.toolchain.Toolchain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Compiles a graph and runs it in this process. */
final class Trial implements AutoCloseable {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final Graph graph;
    private final NativeNetwork network;

    Trial(Graph graph, Isa isa, Function<PlacedKernel, Schedule> schedules, Toolchain toolchain) throws IOException {
        this(graph, Families.FUSION, isa, schedules, toolchain);
    }

    Trial(Graph graph, Fusion fusion, Isa isa, Function<PlacedKernel, Schedule> schedules, Toolchain toolchain) throws IOException {
        this.graph = graph;
        Path folder = Files.createTempDirectory("trial");
        Path object = folder.resolve("trial.so");
        String entry = "trial" + COUNT.incrementAndGet();
        new NetworkCompiler(toolchain, isa).compile(graph, fusion, entry, schedules, object);
        network = new NativeNetwork(object, entry);
        Files.delete(object);
        Files.delete(folder);
    }

    /** In an arena without a number beside the inputs, and between guards. */
    List<Tensor> run(List<Tensor> inputs) {
        network.poison();
        for (int i = 0; i < inputs.size(); i++) {
            network.at(network.inputs().get(i)).put(TensorBytes.of(inputs.get(i)));
        }
        call();
        network.requireGuards();
        List<Tensor> outputs = new ArrayList<>();
        for (int i = 0; i < network.outputs().size(); i++) {
            TensorType type = graph.outputs().get(i).value().type();
            byte[] bytes = new byte[(int) type.bytes()];
            network.at(network.outputs().get(i)).get(bytes);
            outputs.add(TensorBytes.tensor(type, bytes));
        }
        return outputs;
    }

    void call() {
        network.run();
    }

    @Override
    public void close() {
        network.close();
    }
}
