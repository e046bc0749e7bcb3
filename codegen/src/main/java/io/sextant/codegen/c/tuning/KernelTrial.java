package io.sextant.codegen.c.tuning;

import io.sextant.codegen.c.proof.Closeness;
import io.sextant.codegen.c.run.CExecutor;
import io.sextant.codegen.c.run.KernelArtifact;
import io.sextant.device.run.WorkerFailure;
import io.sextant.ir.graph.Port;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.tensor.TensorBytes;
import io.sextant.ir.type.TensorType;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** All variants of one kernel: those that compute what the interpreter does are timed against each other; of each other one it is said why. */
final class KernelTrial {
    private final Subject subject;
    private final VariantProcess process;
    private final Path folder;
    private final Consumer<String> dropped;
    private final Set<Variant> failed = new HashSet<>();

    /** @param folder for files of this kernel */
    KernelTrial(Subject subject, VariantProcess process, Path folder, Consumer<String> dropped) {
        this.subject = subject;
        this.process = process;
        this.folder = folder;
        this.dropped = dropped;
    }

    /**
     * The fastest of those that are right; empty if none is.
     *
     * @param objects by variant, the one expected to be fastest first
     */
    Optional<Choice> choice(Map<Variant, Path> objects, Tensor expected, InstantSource clock) throws IOException {
        try (OutputStream out = Files.newOutputStream(folder.resolve(CExecutor.INPUTS))) {
            for (Tensor input : subject.inputs()) {
                out.write(TensorBytes.of(input));
            }
        }
        List<Variant> right = new ArrayList<>();
        List<VariantProcess.Prepared> prepared = new ArrayList<>();
        for (Map.Entry<Variant, Path> entry : objects.entrySet()) {
            VariantProcess.Prepared one = prepared(entry.getKey(), entry.getValue());
            if (isRight(entry.getKey(), one, expected)) {
                right.add(entry.getKey());
                prepared.add(one);
            }
        }
        if (right.isEmpty()) {
            return Optional.empty();
        }
        Contest.Outcome outcome = Contest.of(right.size(), (candidate, calls) -> cycles(right.get(candidate), prepared.get(candidate), calls));
        prepared.forEach(process::release);
        return Double.isInfinite(outcome.fastest()) ? Optional.empty() : Optional.of(new Choice(right.get(outcome.winner()).schedule(),
            outcome.fastest(), outcome.favourite(), right.size(), clock.instant()));
    }

    private VariantProcess.Prepared prepared(Variant variant, Path object) throws IOException {
        Path weights = folder.resolve(variant.symbol() + ".weights");
        float[] packed = variant.instance().packed().all();
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * packed.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(packed);
        Files.write(weights, bytes.array());
        List<Long> inputs = subject.body().inputs().stream().map(Port::value).map(value -> value.type().bytes()).toList();
        Path artifact = folder.resolve(variant.symbol());
        new KernelArtifact(object, variant.symbol(), weights, new KernelArtifact.Extents(result().bytes(),
            Float.BYTES * variant.instance().scratchFloats(), inputs)).write(artifact);
        return new VariantProcess.Prepared(variant.symbol(), artifact, folder);
    }

    private TensorType result() {
        return subject.placed().result().type();
    }

    private boolean isRight(Variant variant, VariantProcess.Prepared prepared, Tensor expected) throws IOException {
        try {
            process.compute(prepared);
        } catch (WorkerFailure e) {
            drop(variant, e.getMessage());
            return false;
        }
        float[] actual = TensorBytes.tensor(result(), Files.readAllBytes(folder.resolve(CExecutor.OUTPUTS))).floats();
        Optional<String> difference = Closeness.difference(expected.floats(), actual);
        difference.ifPresent(words -> {
            process.end();
            drop(variant, words);
        });
        return difference.isEmpty();
    }

    private double cycles(Variant variant, VariantProcess.Prepared prepared, int calls) {
        if (failed.contains(variant)) {
            return Double.POSITIVE_INFINITY;
        }
        try {
            return process.cycles(prepared, calls);
        } catch (WorkerFailure e) {
            drop(variant, e.getMessage());
            return Double.POSITIVE_INFINITY;
        }
    }

    private void drop(Variant variant, String why) {
        failed.add(variant);
        dropped.accept(variant.label() + " is left out: " + why);
    }
}
