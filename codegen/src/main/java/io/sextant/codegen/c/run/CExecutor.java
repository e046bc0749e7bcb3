package io.sextant.codegen.c.run;

import io.sextant.device.run.Executor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Runs compiled networks, on inputs of its own unless some are given. */
public final class CExecutor implements Executor {
    /** Files of a folder to compute in: all inputs one after the other, all outputs. */
    public static final String INPUTS = "inputs";
    public static final String OUTPUTS = "outputs";

    private static final long SEED = 1;
    private static final int SMALL = 128;
    private static final String SUFFIX = ".so";
    private static final String LIBRARY = "lib";

    /** Whether it is what this backend makes. */
    public static boolean runs(Path artifact) {
        return artifact.toString().endsWith(SUFFIX);
    }

    /** The exported function of an object that the backend made: its file's name tells it, {@code libNAME.so} that of one to take away. */
    public static String entry(Path object) {
        String name = object.getFileName().toString().replaceFirst("\\.so$", "");
        return name.startsWith(LIBRARY) ? name.substring(LIBRARY.length()) + "_run" : "sextant_" + name;
    }

    /** The file of weights beside an object that does not hold its own. */
    public static Path weights(Path object) {
        return MappedWeights.file(object);
    }

    @Override
    public Loaded load(Path artifact, int threads) {
        if (threads != 1) {
            throw new IllegalArgumentException("the C backend runs one thread, got " + threads);
        }
        return new LoadedNetwork(new NativeNetwork(artifact, entry(artifact)));
    }

    /**
     * As the workers of ONNX Runtime do: floats uniform in [-1, 1), bytes from 0 to 127, of other integers and truth values ones. What
     * no kernel reads is 0.
     */
    static void fill(ByteBuffer elements, String type) {
        SplittableRandom random = new SplittableRandom(SEED);
        while (elements.hasRemaining()) {
            switch (type) {
                case "f32" -> elements.putFloat((float) (2 * random.nextDouble() - 1));
                case "i8", "u8" -> elements.put((byte) random.nextInt(SMALL));
                case "bool" -> elements.put((byte) 1);
                case "i16" -> elements.putShort((short) 1);
                case "i32" -> elements.putInt(1);
                case "i64" -> elements.putLong(1);
                default -> elements.put((byte) 0);
            }
        }
    }

    private static final class LoadedNetwork implements Loaded {
        private final NativeNetwork network;
        private final List<String> inputTypes;

        LoadedNetwork(NativeNetwork network) {
            this.network = network;
            this.inputTypes = network.inputTypes();
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

        private void fillInputs() {
            for (int i = 0; i < inputTypes.size(); i++) {
                NativeNetwork.Part input = network.inputs().get(i);
                fill(network.at(input).limit(input.bytes()).asByteBuffer().order(ByteOrder.nativeOrder()), inputTypes.get(i));
            }
        }

        @Override
        public void close() {
            network.close();
        }
    }
}
