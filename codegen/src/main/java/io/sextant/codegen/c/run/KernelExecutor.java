package io.sextant.codegen.c.run;

import io.sextant.device.run.Executor;
import io.sextant.loading.NativeFunction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * Runs single kernels, {@link KernelArtifact}s, whose function takes a {@code long *}: how many calls, the addresses of the list of
 * inputs, of weights, output, scratch memory and of what to read before each call, how many bytes that are, bytes of the output, the
 * number of inputs, bytes of the weights and of each input, and room for the cycles of each call. Before every other call it flushes the
 * weights from all caches.
 *
 * <p>Before each call that is timed, so much other memory is read that the caches of one core hold nothing of the kernel; then its output
 * and its inputs. So a kernel finds them as in a network, where the layer before has just written its input, and the output's memory was
 * in use before. The weights were read the last time an inference ago: those of a small network come from the cache that the cores share,
 * those of a large one from memory. A kernel's time is the sum of both.
 */
final class KernelExecutor implements Executor {
    /** More than the second-level caches of today's cores, far less than a shared one. */
    private static final long OTHERS = 4L << 20;

    private final KernelMemory memory = new KernelMemory();
    private final BytePointer others = new BytePointer(OTHERS);

    KernelExecutor() {
        Pointer.memset(others, 0, OTHERS);
    }

    @Override
    public Loaded load(Path artifact, int threads) throws IOException {
        if (threads != 1) {
            throw new IllegalArgumentException("a kernel runs on one thread, got " + threads);
        }
        return new LoadedKernel(KernelArtifact.read(artifact));
    }

    private final class LoadedKernel implements Loaded {
        private final KernelArtifact artifact;
        private final NativeFunction function;
        private final byte[] weights;
        private byte[] inputs = {};

        LoadedKernel(KernelArtifact artifact) throws IOException {
            this.artifact = artifact;
            function = NativeFunction.of(artifact.object(), artifact.symbol());
            weights = Files.readAllBytes(artifact.weights());
        }

        @Override
        public void run() {
            calls(1, 0);
        }

        /** Inputs, output, scratch memory, weights. */
        private List<Long> bytes() {
            List<Long> bytes = new ArrayList<>(artifact.extents().inputs());
            bytes.addAll(List.of(artifact.extents().output(), artifact.extents().scratch(), (long) weights.length));
            return bytes;
        }

        /** The cycles of each of some calls, before each of which {@code before} bytes of other memory are read. */
        private long[] calls(int count, long before) {
            int operands = artifact.extents().inputs().size();
            List<BytePointer> parts = memory.parts(bytes());
            parts.get(operands + 2).put(weights);
            put(parts);
            long[] cycles = new long[count];
            try (PointerPointer<Pointer> addresses = new PointerPointer<>(operands + 1L); LongPointer call = new LongPointer(10L + operands + count)) {
                addresses.put(parts.subList(0, operands).toArray(new Pointer[0]));
                call.put(count, addresses.address(), parts.get(operands + 2).address(), parts.get(operands).address(),
                    parts.get(operands + 1).address(), others.address(), before, artifact.extents().output(), operands, weights.length);
                for (int i = 0; i < operands; i++) {
                    call.put(10L + i, artifact.extents().inputs().get(i));
                }
                function.call(call);
                call.getPointer(10L + operands).get(cycles);
            }
            return cycles;
        }

        private void put(List<BytePointer> parts) {
            int at = 0;
            for (int i = 0; i < artifact.extents().inputs().size() && at < inputs.length; i++) {
                int length = Math.toIntExact(artifact.extents().inputs().get(i));
                parts.get(i).put(inputs, at, length);
                at += length;
            }
        }

        @Override
        public void compute(Path folder) throws IOException {
            inputs = Files.readAllBytes(folder.resolve(CExecutor.INPUTS));
            List<Long> bytes = bytes();
            List<BytePointer> parts = memory.parts(bytes);
            memory.poison();
            calls(1, 0);
            for (int i = 0; i < parts.size(); i++) {
                KernelMemory.requireGuards(parts.get(i), bytes.get(i));
            }
            requireInputs(parts);
            byte[] output = new byte[Math.toIntExact(artifact.extents().output())];
            parts.get(artifact.extents().inputs().size()).get(output);
            Files.write(folder.resolve(CExecutor.OUTPUTS), output);
        }

        private void requireInputs(List<BytePointer> parts) {
            int at = 0;
            for (int i = 0; i < artifact.extents().inputs().size(); i++) {
                byte[] now = new byte[Math.toIntExact(artifact.extents().inputs().get(i))];
                parts.get(i).get(now);
                if (!Arrays.equals(now, Arrays.copyOfRange(inputs, at, at + now.length))) {
                    throw new IllegalStateException("the kernel writes to its input " + i);
                }
                at += now.length;
            }
        }

        /** Of so many calls with weights in the shared cache and as many with weights in memory. */
        @Override
        public double[] layers(int inferences) {
            if (inputs.length == 0) {
                throw new IllegalStateException("a kernel is not timed before it has computed something");
            }
            long[] cycles = calls(2 * inferences, OTHERS);
            return new double[] {typical(cycles, 0) + typical(cycles, 1)};
        }

        /** The lower quartile of every other one: what else the core does only adds to them. */
        private static double typical(long[] cycles, int first) {
            long[] sorted = IntStream.range(0, cycles.length).filter(i -> i % 2 == first).mapToLong(i -> cycles[i]).sorted().toArray();
            return sorted[sorted.length / 4];
        }

        @Override
        public void close() {
            inputs = new byte[0];
        }
    }
}
