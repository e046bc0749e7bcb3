package io.sextant.codegen.onnxruntime;

import ai.onnxruntime.OrtSession;
import io.sextant.codegen.Backend;
import io.sextant.device.measure.Measurement;
import io.sextant.device.measure.ProfileOutcome;
import io.sextant.device.run.Implementation;
import io.sextant.device.run.Program;
import io.sextant.device.run.WorkerCommand;
import io.sextant.ir.InvalidInput;
import io.sextant.ir.digest.Sha256;
import io.sextant.ir.file.AtomicFile;
import io.sextant.ir.file.FileFailure;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphHash;
import io.sextant.ir.kernel.Fusion;
import io.sextant.ir.onnx.OnnxExport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** ONNX Runtime in worker processes, with all of its graph optimisations. Also runs ONNX files that Sextant did not make. */
public final class OnnxRuntimeBackend implements Backend {
    public static final String NAME = "onnxruntime";

    private final Implementation implementation;
    private final WorkerRuntime runtime;

    /** @param cache folder that outlives the run; takes ONNX Runtime's libraries (30 MB) and an archive of classes (11 MB) */
    public OnnxRuntimeBackend(Path cache) {
        String version = OrtSession.class.getPackage().getImplementationVersion();
        if (version == null) {
            throw new IllegalStateException("ONNX Runtime's jar states no version, but measurements are kept by it");
        }
        implementation = new Implementation(NAME, version, OnnxRuntimeExecutor.OPTIONS);
        runtime = new WorkerRuntime(cache.toAbsolutePath().resolve(NAME).resolve(version));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<String> unusable() {
        return NativeLibraries.missing();
    }

    @Override
    public Implementation implementation() {
        return implementation;
    }

    /**
     * Writes {@code folder/KEY.onnx}.
     *
     * @throws InvalidInput if the folder or the cache cannot be written to
     */
    @Override
    public Program compile(Graph graph, Path folder) {
        String key = GraphHash.structure(graph);
        Path artifact = folder.toAbsolutePath().resolve(key + ".onnx");
        try {
            Files.createDirectories(artifact.getParent());
        } catch (IOException e) {
            throw new InvalidInput(folder + ": cannot be made: " + FileFailure.reason(e), e);
        }
        OnnxExport.write(OnnxRuntimeForm.of(graph).graph(), artifact);
        return new Program(key, implementation, runtime.command(), artifact);
    }

    /**
     * A program of any ONNX file; only the worker opens it as a model, so a file that ONNX Runtime refuses, or that crashes it,
     * shows when it is measured. Dynamic extents of its inputs are 1.
     *
     * @throws InvalidInput if there is no such file, or it cannot be read, or the cache not be written to
     */
    public Program foreign(Path onnx) {
        if (!Files.isRegularFile(onnx)) {
            throw new InvalidInput(onnx + ": no such file; expected an ONNX model");
        }
        String key;
        try {
            key = Sha256.of(onnx);
        } catch (IOException e) {
            throw new InvalidInput(onnx + ": cannot be read: " + FileFailure.reason(e), e);
        }
        return new Program(key, implementation, runtime.command(), onnx.toAbsolutePath());
    }

    /**
     * Writes a model of {@code graph} that is to be a part of another program: its inputs and outputs lie as the graph's. The file's name
     * tells its weights too.
     *
     * @throws InvalidInput if it cannot be written
     */
    public Path part(Graph graph, Path folder) throws IOException {
        Path model = folder.toAbsolutePath().resolve(Sha256.of(GraphHash.content(graph) + implementation.id()) + ".onnx");
        Files.createDirectories(model.getParent());
        AtomicFile.write(model, OnnxExport.toBytesAsLaidOut(graph));
        return model;
    }

    /** How the workers of this backend are started; they run what the C backend makes as well. */
    public WorkerCommand worker() {
        return runtime.command();
    }

    @Override
    public Fusion fusion(Graph graph) {
        return OnnxRuntimeFusion.of(graph);
    }

    /** By ONNX Runtime's built-in profiler. */
    @Override
    public ProfileOutcome profileLayers(Program program, Optional<Graph> graph, Measurement total) throws IOException {
        return new LayerProfiler(runtime).profile(program, graph, total);
    }
}
