package io.sextant.codegen.c.run;

import io.sextant.device.run.Executor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Runs compiled networks, on inputs of its own unless some are given. */
public final class CExecutor implements Executor {
    /** Files of a folder to compute in: all inputs one after the other, all outputs. */
    public static final String INPUTS = "inputs";
    public static final String OUTPUTS = "outputs";

    private static final long SEED = 1;
    private static final String SUFFIX = ".so";

    /** Whether it is what this backend makes. */
    public static boolean runs(Path artifact) {
        return artifact.toString().endsWith(SUFFIX);
    }

    /** The exported function of an object that the backend made: its file's name tells it. */
    public static String entry(Path object) {
        return "sextant_" + object.getFileName().toString().replaceFirst("\\.so$", "");
    }

    @Override
    public Loaded load(Path artifact, int threads) {
        if (threads != 1) {
            throw new IllegalArgumentException("the C backend runs one thread, got " + threads);
        }
        return new LoadedNetwork(new NativeNetwork(artifact, entry(artifact)));
    }

    private static final class LoadedNetwork implements Loaded {
        private final NativeNetwork network;

        LoadedNetwork(NativeNetwork network) {
            this.network = network;
            fillInputs();
        }

        @Override
        public void run() {
            network.run();
        }

        @Override
        public void compute(Path folder) throws IOException {
            ByteBuffer given = ByteBuffer.wrap(Files.readAllBytes(folder.resolve(INPUTS)));
            network.poison();
            for (NativeNetwork.Part input : network.inputs()) {
                network.at(input).put(given.array(), given.position(), (int) input.bytes());
                given.position(given.position() + (int) input.bytes());
            }
            network.run();
            network.requireGuards();
            try (OutputStream out = Files.newOutputStream(folder.resolve(OUTPUTS))) {
                for (NativeNetwork.Part output : network.outputs()) {
                    byte[] bytes = new byte[(int) output.bytes()];
                    network.at(output).get(bytes);
                    out.write(bytes);
                }
            }
            fillInputs();
        }

        @Override
        public double[] layers(int inferences) {
            long[][] cycles = network.trace(inferences);
            return IntStream.range(0, cycles[0].length).mapToDouble(layer -> typical(cycles, layer)).toArray();
        }

        /** The mean of the middle half: the counter advances in steps that a small kernel takes few of. */
        private static double typical(long[][] cycles, int layer) {
            long[] sorted = Arrays.stream(cycles).mapToLong(inference -> inference[layer]).sorted().toArray();
            return Arrays.stream(sorted, sorted.length / 4, sorted.length - sorted.length / 4).average().orElseThrow();
        }

        /** Uniform in [-1, 1). */
        private void fillInputs() {
            for (NativeNetwork.Part input : network.inputs()) {
                FloatBuffer floats = network.at(input).limit(input.bytes()).asByteBuffer().order(ByteOrder.nativeOrder()).asFloatBuffer();
                SplittableRandom random = new SplittableRandom(SEED);
                while (floats.hasRemaining()) {
                    floats.put((float) (2 * random.nextDouble() - 1));
                }
            }
        }

        @Override
        public void close() {
            network.close();
        }
    }
}
