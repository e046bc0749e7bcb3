package io.sextant.tests.peer;

import io.sextant.codegen.c.run.CExecutor;
import io.sextant.codegen.c.run.NativeNetwork;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One inference of a network that the C backend compiled, in a process of its own: what it computes and what memory it takes. A small
 * network runs before, so that what is counted is the network's alone.
 *
 * @param arenaBytes    of the network's arena
 * @param residentBytes how much more memory the process holds after the network was loaded and run
 * @param outputs       one array for each output of the network
 */
public record NativeRun(long arenaBytes, long residentBytes, List<float[]> outputs) {
    private static final long MINUTES = 2;

    /**
     * Runs {@code object} on {@code input} after {@code small}, which has one input too.
     *
     * @throws IllegalStateException if the process fails; the message is what it printed
     */
    public static NativeRun of(Path small, Path object, float[] input) throws IOException {
        Path folder = Files.createTempDirectory("native-run");
        Path in = Files.write(folder.resolve("input"), bytes(input));
        Path out = folder.resolve("output");
        Path messages = folder.resolve("messages");
        try {
            Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
                "-XX:+UseSerialGC", "-XX:ErrorFile=/dev/null", "-XX:-CreateCoredumpOnCrash", "-cp", System.getProperty("java.class.path"),
                NativeRun.class.getName(), small.toString(), object.toString(), in.toString(), out.toString())
                .redirectErrorStream(true).redirectOutput(messages.toFile()).start();
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IllegalStateException("a compiled network cannot be run: " + Files.readString(messages).strip());
            }
            return read(ByteBuffer.wrap(Files.readAllBytes(out)).order(ByteOrder.nativeOrder()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } finally {
            for (Path file : List.of(in, out, messages, folder)) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static NativeRun read(ByteBuffer answer) {
        long arena = answer.getLong();
        long resident = answer.getLong();
        List<float[]> outputs = new ArrayList<>();
        while (answer.hasRemaining()) {
            float[] values = new float[answer.getInt()];
            for (int i = 0; i < values.length; i++) {
                values[i] = answer.getFloat();
            }
            outputs.add(values);
        }
        return new NativeRun(arena, resident, outputs);
    }

    private static byte[] bytes(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.nativeOrder());
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }

    /** The child: small network, network, file of its input, file for the answer. */
    public static void main(String[] arguments) throws IOException {
        byte[] input = Files.readAllBytes(Path.of(arguments[2]));
        run(opened(arguments[0]), new byte[0]);
        residentNow();
        long before = residentNow();
        NativeNetwork network = opened(arguments[1]);
        List<byte[]> outputs = run(network, input);
        long resident = residentNow() - before;
        ByteBuffer answer = ByteBuffer.allocate(2 * Long.BYTES + outputs.stream().mapToInt(bytes -> bytes.length + Integer.BYTES).sum())
            .order(ByteOrder.nativeOrder()).putLong(network.arenaBytes()).putLong(resident);
        outputs.forEach(bytes -> answer.putInt(bytes.length / Float.BYTES).put(bytes));
        Files.write(Path.of(arguments[3]), answer.array());
    }

    private static long residentNow() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream().filter(line -> line.startsWith("VmRSS:"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) << 10).sum();
    }

    private static List<byte[]> run(NativeNetwork network, byte[] input) {
        network.at(network.inputs().get(0)).put(input);
        network.run();
        List<byte[]> outputs = new ArrayList<>();
        for (NativeNetwork.Part part : network.outputs()) {
            byte[] bytes = new byte[(int) part.bytes()];
            network.at(part).get(bytes);
            outputs.add(bytes);
        }
        return outputs;
    }

    private static NativeNetwork opened(String object) {
        return new NativeNetwork(Path.of(object), CExecutor.entry(Path.of(object)));
    }
}
