package io.sextant.codegen.c.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.codegen.c.CBackend;
import io.sextant.codegen.c.proof.Proof;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.interpret.Interpreter;
import io.sextant.ir.op.Dense;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.tensor.TensorBytes;
import io.sextant.ir.type.TensorType;
import io.sextant.kernel.Isa;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MappedWeightsTest {
    @TempDir
    Path folder;

    private static Graph graph(int width, int seed) {
        GraphBuilder graph = new GraphBuilder("wide");
        Value weights = graph.constant(Tensor.random(TensorType.f32(96, width), seed, 1));
        return graph.output("y", graph.add(new Dense(graph.input("x", TensorType.f32(1, 96)), weights, Optional.empty()))).build();
    }

    private Path compiled(Graph graph, String into) throws IOException {
        Path home = Path.of(System.getProperty("sextant.test.home", folder.resolve("home").toString()));
        return new CBackend(home, Isa.X86_64, CWorkers::command).compile(graph, folder.resolve(into)).artifact();
    }

    /** The last ones are in pages that nobody may write to. */
    @ParameterizedTest
    @ValueSource(ints = {16, 4096})
    void areReadAndUsed(int width) throws IOException {
        Graph graph = graph(width, 1);
        Path object = compiled(graph, "used");
        assertTrue(Files.size(CExecutor.weights(object)) >= 4L * 96 * width);
        assertTrue(Files.size(object) < Files.size(CExecutor.weights(object)) + 50_000, "they are not in the object as well");
        Tensor input = Tensor.random(TensorType.f32(1, 96), 3, 1);
        try (NativeNetwork network = new NativeNetwork(object, CExecutor.entry(object))) {
            network.at(network.inputs().get(0)).put(TensorBytes.of(input));
            network.run();
            byte[] bytes = new byte[4 * width];
            network.at(network.outputs().get(0)).get(bytes);
            assertArrayEquals(Interpreter.run(graph, List.of(input)).get(0).floats(),
                TensorBytes.tensor(TensorType.f32(1, width), bytes).floats(), 1e-4f);
            assertTrue(network.trace(2)[1][0] > 0);
        }
    }

    private String refusal(Path object) throws IOException {
        assertFalse(Proof.isProven(object), "other weights were proven");
        return assertThrows(IllegalArgumentException.class, () -> new NativeNetwork(object, CExecutor.entry(object))).getMessage();
    }

    @Test
    void tornOnesAreRefused() throws IOException {
        Path object = compiled(graph(20, 1), "torn");
        Path weights = CExecutor.weights(object);
        byte[] whole = Files.readAllBytes(weights);
        Files.write(weights, Arrays.copyOf(whole, whole.length / 2));
        String message = refusal(object);
        assertTrue(message.contains("holds " + whole.length / 2 + " B") && message.contains("are " + whole.length + " B"), message);
        Files.delete(weights);
        assertTrue(refusal(object).contains("there is no " + weights.getFileName()));
    }

    @Test
    void thoseOfAnotherNetworkAreRefused() throws IOException {
        Path object = compiled(graph(24, 1), "one");
        Path other = compiled(graph(24, 2), "other");
        assertEquals(Files.size(CExecutor.weights(object)), Files.size(CExecutor.weights(other)));
        Files.copy(CExecutor.weights(other), CExecutor.weights(object), StandardCopyOption.REPLACE_EXISTING);
        String message = refusal(object);
        assertTrue(message.contains("has other content"), message);
    }

    @Test
    void aSwappedFileIsReplacedByCompilingAgain() throws IOException {
        Path object = compiled(graph(28, 1), "again");
        Files.write(CExecutor.weights(object), new byte[8]);
        assertEquals(object, compiled(graph(28, 1), "again"));
        assertTrue(Proof.isProven(object));
    }
}
