package io.sextant.tests.peer;

import io.sextant.codegen.c.CBackend;
import io.sextant.codegen.c.emit.CName;
import io.sextant.codegen.c.emit.Emission;
import io.sextant.codegen.c.emit.WeightsForm;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.onnx.PortLayouts;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.tensor.TensorBytes;
import io.sextant.toolchain.TemporaryFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A network as people take it away, in the example program that comes with it.
 *
 * @param residentBytes memory of the process that was resident after the inferences
 * @param microseconds  median of the thread's CPU time
 * @param outputs       of the last inference, one after the other
 */
public record EmittedRun(long residentBytes, double microseconds, List<Float> outputs) {
    private static final Path HEADERS = Path.of("/usr/include/stdio.h");
    private static final Pattern RESIDENT = Pattern.compile("resident: ([0-9]+) bytes");
    private static final Pattern TIME = Pattern.compile("time: ([0-9.]+) us");
    private static final int INFERENCES = 10;
    private static final long MINUTES = 2;

    /** Whether the system has what the example is compiled by: a C compiler called cc, and the headers of its library. */
    public static boolean possible() {
        return Files.exists(HEADERS) && Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "cc")));
    }

    /**
     * Emits {@code graph}, compiles the example, and runs it on a random input.
     *
     * @param work is made, and deleted
     * @throws IllegalStateException if it cannot be compiled or run; the message is what was printed
     */
    public static EmittedRun of(CBackend backend, Graph graph, WeightsForm weights, Path work) throws IOException {
        try (TemporaryFolder folder = TemporaryFolder.in(work, "emitted-")) {
            Path made = Files.createDirectory(folder.path().resolve("c"));
            backend.emit(graph, new Emission(new CName("figure"), weights, graph.name(), "figures", new PortLayouts(Map.of(), Map.of())), made);
            run(made, "cc", "-O2", "main.c", "libfigure.so", "-Wl,-rpath,$ORIGIN", "-lm", "-o", "main");
            Files.write(made.resolve("in.bin"), TensorBytes.of(input(graph)));
            String printed = run(made, "./main", "in.bin", "out.bin", String.valueOf(INFERENCES));
            return new EmittedRun((long) number(RESIDENT, printed), number(TIME, printed), floats(made.resolve("out.bin")));
        }
    }

    /** What it runs on. */
    static Tensor input(Graph graph) {
        return Tensor.random(graph.inputs().get(0).value().type(), 1, 1);
    }

    private static List<Float> floats(Path file) throws IOException {
        FloatBuffer all = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.nativeOrder()).asFloatBuffer();
        return Stream.generate(all::get).limit(all.remaining()).toList();
    }

    private static double number(Pattern pattern, String printed) {
        Matcher matcher = pattern.matcher(printed);
        if (!matcher.find()) {
            throw new IllegalStateException("the example does not tell '" + pattern + "': " + printed);
        }
        return Double.parseDouble(matcher.group(1));
    }

    private static String run(Path folder, String... command) throws IOException {
        Path file = folder.resolve("printed.txt");
        Process process = new ProcessBuilder(List.of(command)).directory(folder.toFile()).redirectErrorStream(true)
            .redirectOutput(file.toFile()).start();
        try {
            boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
            String printed = Files.readString(file);
            if (!ended || process.exitValue() != 0) {
                throw new IllegalStateException(command[0] + (ended ? " failed: " : " did not end in " + MINUTES + " minutes: ") + printed.strip());
            }
            return printed;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } finally {
            process.destroyForcibly();
        }
    }
}
