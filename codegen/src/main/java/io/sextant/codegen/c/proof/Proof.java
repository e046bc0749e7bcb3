package io.sextant.codegen.c.proof;

import io.sextant.codegen.WrongProgram;
import io.sextant.codegen.c.run.CExecutor;
import io.sextant.device.run.WorkerFailure;
import io.sextant.ir.check.Expectation;
import io.sextant.ir.digest.Sha256;
import io.sextant.ir.file.AtomicFile;
import io.sextant.ir.generate.Sample;
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
import java.util.Optional;

/**
 * That an object computes what its graph says: a child process runs it once on random inputs, in an arena full of what is no number, and
 * its outputs are compared with the reference interpreter's. The whole network, not kernel by kernel, since so its memory plan and the
 * places of its weights are proven too; the interpreter takes some seconds per 10^9 multiply-accumulates, once. A file beside the object
 * with the digests of the object and of its weights remembers it.
 */
public final class Proof {
    private final ProvingProcess process;
    private final String what;

    public Proof(ProvingProcess process) {
        this(process, "code that the C backend made");
    }

    /** @param what is proven, for messages */
    public Proof(ProvingProcess process, String what) {
        this.process = process;
        this.what = what;
    }

    /** Whether this very object was proven with the weights beside it. */
    public static boolean isProven(Path object) throws IOException {
        Path proof = file(object);
        return Files.isRegularFile(object) && Files.isRegularFile(proof) && Files.readString(proof).equals(digests(object));
    }

    /** Puts a proven object and its weights into their places, and then what says so. */
    public static void publish(Path proven, Path object) throws IOException {
        String digests = digests(proven);
        Path weights = CExecutor.weights(proven);
        if (Files.isRegularFile(weights)) {
            AtomicFile.publish(weights, CExecutor.weights(object));
        }
        AtomicFile.publish(proven, object);
        AtomicFile.write(file(object), digests);
    }

    private static String digests(Path object) throws IOException {
        Path weights = CExecutor.weights(object);
        return Files.isRegularFile(weights) ? Sha256.of(object) + " " + Sha256.of(weights) : Sha256.of(object);
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
        Sample sample = ProofInputs.of(graph);
        try (OutputStream out = Files.newOutputStream(scratch.resolve(CExecutor.INPUTS))) {
            for (Tensor input : sample.inputs()) {
                out.write(TensorBytes.of(input));
            }
        }
        try {
            process.compute(object, scratch);
        } catch (WorkerFailure e) {
            throw new WrongProgram("the " + what + " of " + graph.name() + " cannot be run: " + e.getMessage());
        }
        compare(sample, outputs(graph, ByteBuffer.wrap(Files.readAllBytes(scratch.resolve(CExecutor.OUTPUTS)))));
    }

    private static List<Tensor> outputs(Graph graph, ByteBuffer all) {
        List<Tensor> outputs = new ArrayList<>();
        for (Port output : graph.outputs()) {
            byte[] bytes = new byte[(int) output.value().type().bytes()];
            all.get(bytes);
            outputs.add(TensorBytes.tensor(output.value().type(), bytes));
        }
        return outputs;
    }

    /**
     * What is not close may still be right, where roundings decide between steps: a rounded number, a comparison, the greatest of equals. How
     * far such a graph scatters takes several evaluations to find out.
     */
    private void compare(Sample sample, List<Tensor> actual) {
        List<Tensor> expected = Interpreter.run(sample.graph(), sample.inputs());
        for (int i = 0; i < expected.size(); i++) {
            Optional<String> difference = Closeness.difference(expected.get(i), actual.get(i));
            if (difference.isPresent() && Expectation.of(sample).difference(actual).isPresent()) {
                process.end();
                throw new WrongProgram("the " + what + " of " + sample.graph().name() + " is wrong: of output "
                    + sample.graph().outputs().get(i).name() + ", " + difference.get());
            }
        }
    }
}
