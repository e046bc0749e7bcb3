package io.sextant.codegen.c.emit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sextant.codegen.c.CBackend;
import io.sextant.codegen.c.run.CExecutor;
import io.sextant.codegen.c.run.CWorkers;
import io.sextant.codegen.c.run.NativeNetwork;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.interpret.Interpreter;
import io.sextant.ir.onnx.PortLayouts;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Dense;
import io.sextant.ir.op.Gather;
import io.sextant.ir.op.Softmax;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.tensor.TensorBytes;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import io.sextant.kernel.Isa;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class EmittedProgramTest {
    private static final TensorType ROW = TensorType.f32(1, 40);

    @TempDir
    Path folder;

    /** Ports whose names are one another's in C, end comments and strings, and have no letters. */
    private static Graph graph() {
        GraphBuilder graph = new GraphBuilder("two");
        Value weights = graph.constant(Tensor.random(TensorType.f32(40, 33), 1, 1));
        Value sum = graph.add(new Binary(graph.input("x.1", ROW), graph.input("x_1", ROW), Binary.Kind.ADD));
        Value all = graph.add(new Binary(sum, graph.input("*/ \"\\ %d ??/\n\u65e5\u672c", ROW), Binary.Kind.MUL));
        Value product = graph.add(new Dense(all, weights, Optional.empty()));
        return graph.output("x.1", product).output("\u65e5", graph.add(new Softmax(product, 1))).build();
    }

    @Test
    void portsOfOtherElementsAreRefused() throws IOException {
        GraphBuilder builder = new GraphBuilder("indices");
        Value rows = builder.constant(Tensor.random(TensorType.f32(5, 3), 1, 1));
        Graph graph = builder.output("y", builder.add(new Gather(rows, builder.input("i", new TensorType(DType.I64, Shape.of(2))), 0))).build();
        Path into = Files.createDirectory(folder.resolve("emitted"));
        Emission emission = new Emission(new CName("indices"), WeightsForm.MAPPED, "i", "a test", new PortLayouts(Map.of(), Map.of()));
        assertThrows(UnsupportedOperationException.class, () -> new CBackend(home(), Isa.X86_64, CWorkers::command).emit(graph, emission, into));
    }

    @Test
    void aNetworkIsNotCalledAsKernelsAre() {
        assertEquals("network_kernel0", CName.of("kernel0").text());
        assertEquals("network_kernel12_inputs", CName.of("kernel12.inputs").text());
        assertThrows(IllegalArgumentException.class, () -> new CName("kernel0"));
    }

    private Path home() {
        return Path.of(System.getProperty("sextant.test.home", folder.resolve("home").toString()));
    }

    private Path emitted(CName name, WeightsForm form) throws IOException {
        Path into = Files.createDirectory(folder.resolve("emitted"));
        new CBackend(home(), Isa.X86_64, CWorkers::command).emit(graph(), new Emission(name, form, "two */ \\.onnx", "a test",
            new PortLayouts(Map.of("x.1", List.of(1, 0)), Map.of())), into);
        return into;
    }

    private static String run(Path in, List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).directory(in.toFile()).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        try {
            assertTrue(process.waitFor(1, TimeUnit.MINUTES), "hangs");
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        assertEquals(0, process.exitValue(), output);
        return output;
    }

    /** By the command that the file itself names, with the bundled clang. */
    private void compile(Path in, String name) throws IOException {
        String command = Files.readString(in.resolve(name + ".c")).lines().filter(line -> line.startsWith(" *   clang ")).findFirst().orElseThrow();
        try (Stream<Path> found = Files.walk(home().resolve("toolchain"), 3)) {
            Path clang = found.filter(path -> path.endsWith("bin/clang")).findFirst().orElseThrow();
            List<String> words = new ArrayList<>(Arrays.asList(command.substring(" *   clang ".length()).split(" ")));
            words.addAll(0, List.of(clang.toString(), "-B" + clang.getParent(), "-Wall", "-Wno-pass-failed", "-Wno-unused-function"));
            assertEquals("", run(in, words).lines().filter(line -> line.contains(".h:")).reduce("", String::concat), "warnings of the header");
        }
    }

    private Path onlyWith(Path from, String... names) throws IOException {
        Path clean = Files.createDirectory(folder.resolve("clean"));
        for (String name : names) {
            if (Files.exists(from.resolve(name))) {
                Files.copy(from.resolve(name), clean.resolve(name));
            }
        }
        return clean;
    }

    private static List<Tensor> inputs() {
        return List.of(Tensor.random(ROW, 1, 1), Tensor.random(ROW, 2, 1), Tensor.random(ROW, 3, 1));
    }

    private static void assertExpected(byte[] first, byte[] second) {
        List<Tensor> expected = Interpreter.run(graph(), inputs());
        assertArrayEquals(expected.get(0).floats(), TensorBytes.tensor(TensorType.f32(1, 33), first).floats(), 1e-4f);
        assertArrayEquals(expected.get(1).floats(), TensorBytes.tensor(TensorType.f32(1, 33), second).floats(), 1e-4f);
    }

    @ParameterizedTest
    @EnumSource(WeightsForm.class)
    void whatIsInTheFolderIsEnoughToCompileAndRun(WeightsForm form) throws IOException {
        String name = "take_away_" + form.text();
        Path emitted = emitted(new CName(name), form);
        assertEquals(form != WeightsForm.ARRAY, Files.exists(emitted.resolve("weights.bin")));
        Path clean = onlyWith(emitted, name + ".c", name + ".h", "weights.bin");
        compile(clean, name);
        Path object = clean.resolve("lib" + name + ".so");
        if (form == WeightsForm.INCBIN) {
            Files.delete(clean.resolve("weights.bin"));
        }
        try (NativeNetwork network = new NativeNetwork(object, CExecutor.entry(object))) {
            network.poison();
            for (int i = 0; i < 3; i++) {
                network.at(network.inputs().get(i)).put(TensorBytes.of(inputs().get(i)));
            }
            network.run();
            network.requireGuards();
            byte[][] outputs = new byte[2][4 * 33];
            network.at(network.outputs().get(0)).get(outputs[0]);
            network.at(network.outputs().get(1)).get(outputs[1]);
            assertExpected(outputs[0], outputs[1]);
        }
    }

    @ParameterizedTest
    @CsvSource({"network, mapped", "main, incbin", "show, array", "int, mapped", "libnetwork, incbin"})
    void theExampleRunsIt(String model, String form) throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/cc")) && Files.exists(Path.of("/usr/include/stdio.h")),
            "no system compiler, or no headers of the C library");
        CName name = CName.of(model);
        Path emitted = emitted(name, Enum.valueOf(WeightsForm.class, form.toUpperCase()));
        String command = Files.readString(emitted.resolve("main.c")).lines().filter(line -> line.startsWith(" *   cc ")).findFirst().orElseThrow()
            .substring(" *   ".length()).replace("'", "");
        List<String> words = new ArrayList<>(Arrays.asList(command.split(" ")));
        words.addAll(List.of("-Wall", "-Wextra", "-Werror", "-Wno-sign-compare"));
        run(emitted, words);
        byte[] all = new byte[3 * 160];
        for (int i = 0; i < 3; i++) {
            System.arraycopy(TensorBytes.of(inputs().get(i)), 0, all, 160 * i, 160);
        }
        Files.write(emitted.resolve("in.bin"), all);
        String printed = run(emitted, List.of("./main", "in.bin", "out.bin", "5"));
        assertTrue(printed.contains("x.1: ") && printed.contains("(33 numbers") && printed.contains("median of 5")
            && printed.contains("resident: "), printed);
        byte[] out = Files.readAllBytes(emitted.resolve("out.bin"));
        assertExpected(Arrays.copyOf(out, 132), Arrays.copyOfRange(out, 132, 264));
        for (String wrong : List.of("0", "-1", "", "5x", "x", "100000001", "99999999999999999999")) {
            assertThrows(AssertionError.class, () -> run(emitted, List.of("./main", "in.bin", "other.bin", wrong)), wrong);
        }
        assertFalse(Files.exists(emitted.resolve("other.bin")));
        if (Files.exists(Path.of("/dev/full"))) {
            assertThrows(AssertionError.class, () -> run(emitted, List.of("./main", "in.bin", "/dev/full")), "no room for outputs");
        }
        if (form.equals("mapped")) {
            Path weights = emitted.resolve("weights.bin");
            byte[] swapped = Files.readAllBytes(weights);
            swapped[9] ^= 1;
            Files.write(weights, swapped);
            assertThrows(AssertionError.class, () -> run(emitted, List.of("./main", "in.bin", "out.bin")), "not the weights of this network");
        }
    }

    @Test
    void namesBecomeIdentifiers() {
        assertEquals("my_model_v1_2", CName.of("my-model v1.2").text());
        assertEquals("network_3d", CName.of("3d").text());
        assertEquals("network", CName.of("\u65e5\u672c").text());
        assertEquals("Main_network", CName.of("Main").text());
        assertEquals(60, CName.of("a".repeat(300)).text().length());
        assertThrows(IllegalArgumentException.class, () -> new CName("a-b"));
        CName.Macros macros = new CName.Macros();
        assertEquals(List.of("X_1", "X_1_2", "X_1_2_2", "UNNAMED"), Stream.of("x.1", "X_1", "x_1_2", "*").map(macros::of).toList());
    }

    @Test
    void theHeaderTellsHowTheModelHoldsWhatIsTransposed() throws IOException {
        Path emitted = emitted(new CName("held"), WeightsForm.INCBIN);
        String header = Files.readString(emitted.resolve("held.h"));
        assertTrue(header.contains("/* input x.1: float[1][40]; the model has [40][1], axis i there is axis [1, 0][i] here */\n#define HELD_INPUT_X_1_OFFSET "), header);
        assertTrue(header.contains("#define HELD_INPUT_X_1_2_FLOATS 40\n"), header);
        assertTrue(header.contains(" *   1  dense"), header);
        assertFalse(Files.readString(emitted.resolve("held.c")).contains("*/ \\.onnx"), "words of the model do not end comments");
    }
}
