package io.sextant.codegen.c.proof;

import io.sextant.codegen.WrongProgram;
import io.sextant.codegen.c.run.CExecutor;
import io.sextant.device.run.WorkerFailure;
import io.sextant.ir.digest.Sha256;
import io.sextant.ir.file.AtomicFile;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.Port;
import io.sextant.ir.interpret.Interpreter;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.tensor.TensorBytes;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * That an object computes what its graph says: a child process runs it once on random inputs, in an arena full of what is no number, and
 * its outputs are compared with the reference interpreter's. The whole network, not kernel by kernel, since so its memory plan and the
 * places of its weights are proven too; the interpreter takes some seconds per 10^9 multiply-accumulates, once. A file beside the object
 * with the object's digest remembers it.
 */
public final class Proof {
    private static final float BOUND = 1;

    private final ProvingProcess process;

    public Proof(ProvingProcess process) {
        this.process = process;
    }

    /** Whether this very object was proven. */
    public static boolean isProven(Path object) throws IOException {
        Path proof = file(object);
        return Files.isRegularFile(object) && Files.isRegularFile(proof) && Files.readString(proof).equals(Sha256.of(object));
    }

    /** Puts a proven object into its place. */
    public static void publish(Path proven, Path object) throws IOException {
        String digest = Sha256.of(proven);
        AtomicFile.publish(proven, object);
        AtomicFile.write(file(object), digest);
    }

    private static Path file(Path object) {
        return object.resolveSibling(object.getFileName() + ".proven");
    }

    /**
     * Runs and compares {@code object}, which was made of {@code graph}.
     *
     * @param scratch takes inputs and outputs
     * @throws WrongProgram if it crashes, hangs, or its outputs differ
     */
    public void require(Graph graph, Path object, Path scratch) throws IOException {
        List<Tensor> inputs = new ArrayList<>();
        try (OutputStream out = Files.newOutputStream(scratch.resolve(CExecutor.INPUTS))) {
            for (Port input : graph.inputs()) {
                inputs.add(Tensor.random(input.value().type(), inputs.size(), BOUND));
                out.write(TensorBytes.of(inputs.get(inputs.size() - 1)));
            }
        }
        try {
            process.compute(object, scratch);
        } catch (WorkerFailure e) {
            throw new WrongProgram("the code that the C backend made of " + graph.name() + " cannot be run: " + e.getMessage());
        }
        compare(graph, Interpreter.run(graph, inputs), ByteBuffer.wrap(Files.readAllBytes(scratch.resolve(CExecutor.OUTPUTS))));
    }

    private void compare(Graph graph, List<Tensor> expected, ByteBuffer outputs) {
        for (int i = 0; i < expected.size(); i++) {
            Port output = graph.outputs().get(i);
            byte[] bytes = new byte[(int) output.value().type().bytes()];
            outputs.get(bytes);
            float[] actual = TensorBytes.tensor(output.value().type(), bytes).floats();
            Closeness.difference(expected.get(i).floats(), actual).ifPresent(difference -> {
                process.end();
                throw new WrongProgram("the code that the C backend made of " + graph.name() + " is wrong: of output " + output.name() + ", "
                    + difference);
            });
        }
    }
}
