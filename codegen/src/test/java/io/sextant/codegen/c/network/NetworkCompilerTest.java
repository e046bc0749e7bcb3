package io.sextant.codegen.c.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sextant.codegen.c.family.Schedule;
import io.sextant.codegen.c.run.NativeNetwork;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.op.Binary;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.TensorType;
import io.sextant.kernel.Isa;
import io.sextant.toolchain.Toolchain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkCompilerTest {
    @TempDir
    Path folder;

    @Test
    void foldersMayBeCalledAnything() throws IOException {
        Toolchain toolchain = Toolchain.open(Path.of(System.getProperty("sextant.test.home", folder.resolve("home").toString())));
        GraphBuilder builder = new GraphBuilder("sum");
        TensorType type = TensorType.f32(2, 5);
        Graph graph = builder.output("y", builder.add(new Binary(builder.input("x", type), builder.constant(Tensor.random(type, 1, 1)),
            Binary.Kind.ADD))).build();
        Path object = Files.createDirectory(folder.resolve("a \"b\" 'c' \\n")).resolve("sum.so");
        new NetworkCompiler(toolchain, Isa.X86_64).compile(graph, "odd_folder", kernel -> Schedule.ONLY, object);
        try (NativeNetwork network = new NativeNetwork(object, "odd_folder")) {
            assertEquals(1, network.outputs().size());
        }
    }
}
