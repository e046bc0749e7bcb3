package io.sextant.codegen.mixed;

import io.sextant.codegen.Backend;
import io.sextant.codegen.WrongProgram;
import io.sextant.codegen.c.CBackend;
import io.sextant.codegen.c.proof.Proof;
import io.sextant.codegen.mixed.run.MixedFile;
import io.sextant.codegen.onnxruntime.OnnxRuntimeBackend;
import io.sextant.device.measure.Measurement;
import io.sextant.device.measure.ProfileOutcome;
import io.sextant.device.run.Implementation;
import io.sextant.device.run.Program;
import io.sextant.ir.digest.Sha256;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphHash;
import io.sextant.ir.graph.Port;
import io.sextant.ir.kernel.Fusion;
import io.sextant.ir.op.Value;
import io.sextant.ir.type.DType;
import io.sextant.toolchain.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Compiles one graph as one partition of it: stretches of C and models of ONNX Runtime that run one after the other in the same process,
 * on shared memory. The whole is proven in a child process before anybody else runs it.
 */
public final class MixedBackend implements Backend {
    public static final String NAME = "mixed";
    private static final String VERSION = "1";
    private static final int DIGEST_DIGITS = 12;

    private final CBackend c;
    private final OnnxRuntimeBackend onnxRuntime;
    private final Partition partition;
    private final Proof proof;

    MixedBackend(CBackend c, OnnxRuntimeBackend onnxRuntime, Proof proof, Partition partition) {
        this.c = c;
        this.onnxRuntime = onnxRuntime;
        this.proof = proof;
        this.partition = partition;
    }

    /** Its own and those of both backends. */
    public static String version(String c, String onnxRuntime) {
        return VERSION + "-c-" + c + "+onnxruntime-" + onnxRuntime;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<String> unusable() {
        return c.unusable().or(onnxRuntime::unusable);
    }

    @Override
    public Optional<String> refusal(int threads) {
        return c.refusal(threads);
    }

    @Override
    public Implementation implementation() {
        return new Implementation(NAME, version(c.implementation().version(), onnxRuntime.implementation().version()), "partition=" + partition.digest() + "," + c.implementation().options() + "+"
            + onnxRuntime.implementation().options());
    }

    /** What the C backend fuses. */
    @Override
    public Fusion fusion(Graph graph) {
        return c.fusion(graph);
    }

    public Partition partition() {
        return partition;
    }

    /**
     * Writes {@code folder/KEY.mixed} and its parts.
     *
     * @param graph what the partition's graph was rewritten from
     * @throws WrongProgram if it could not be proven; then there is no such file
     */
    @Override
    public Program compile(Graph graph, Path folder) throws IOException {
        Path file = folder.toAbsolutePath().resolve(Sha256.of(GraphHash.content(graph) + implementation().id()) + MixedFile.SUFFIX);
        Made parts = made(folder.toAbsolutePath());
        String text = parts.file().text();
        if (!Proof.isProven(file) || !Files.readString(file).equals(text)) {
            try (TemporaryFolder unproven = TemporaryFolder.in(folder, ".unproven-")) {
                Path made = Files.writeString(unproven.path().resolve(file.getFileName()), text);
                proof.require(graph, made, unproven.path());
                Proof.publish(made, file);
            }
        }
        return new Program(GraphHash.structure(graph), implementation(parts), onnxRuntime.worker(), file);
    }

    /** @param compiled what made the parts that are compiled */
    private record Made(MixedFile file, List<Implementation> compiled) {
    }

    /** Of one program: what was measured with other schedules was measured of another one. */
    private Implementation implementation(Made parts) {
        Implementation any = implementation();
        if (parts.compiled().stream().allMatch(c.implementation()::equals)) {
            return any;
        }
        String schedules = Sha256.of(parts.compiled().stream().map(Implementation::options).collect(Collectors.joining("\n")));
        return new Implementation(any.backend(), any.version(), any.options() + ",schedules=" + schedules.substring(0, DIGEST_DIGITS));
    }

    private Made made(Path folder) throws IOException {
        List<Value> handed = partition.handed();
        List<Graph> graphs = partition.graphs(MixedFile::port);
        List<MixedFile.Part> parts = new ArrayList<>();
        List<Implementation> compiled = new ArrayList<>();
        for (int i = 0; i < graphs.size(); i++) {
            Graph graph = graphs.get(i);
            Engine engine = partition.stretches().get(i).engine();
            Path made = switch (engine) {
                case C -> compiled(graph, folder, compiled);
                case ONNX_RUNTIME -> onnxRuntime.part(graph, folder);
            };
            parts.add(new MixedFile.Part(engine.text(), numbers(graph.inputs(), handed), numbers(graph.outputs(), handed), Sha256.of(made),
                made));
        }
        return new Made(new MixedFile(handed.stream().map(MixedBackend::held).toList(), numbers(partition.graph().inputs(), handed),
            numbers(partition.graph().outputs(), handed), parts), compiled);
    }

    private Path compiled(Graph graph, Path folder, List<Implementation> by) throws IOException {
        CBackend.Part part = c.part(graph, folder);
        by.add(part.by());
        return part.object();
    }

    private static List<Integer> numbers(List<Port> ports, List<Value> handed) {
        return ports.stream().map(Port::value).map(handed::indexOf).toList();
    }

    private static MixedFile.Held held(Value value) {
        return new MixedFile.Held(javaType(value.type().dtype()), value.type().bytes(),
            value.type().shape().dims().stream().map(Integer::longValue).toList());
    }

    /** As ONNX Runtime's Java side calls it. */
    private static String javaType(DType dtype) {
        return switch (dtype) {
            case F32 -> "FLOAT";
            case F16 -> "FLOAT16";
            case BF16 -> "BFLOAT16";
            case I64 -> "INT64";
            case I32 -> "INT32";
            case I16 -> "INT16";
            case I8 -> "INT8";
            case U8 -> "UINT8";
            case BOOL -> "BOOL";
            case I4 -> throw new UnsupportedOperationException("ONNX Runtime's Java side has no i4");
        };
    }

    /** Stretch by stretch: each takes its part of the total, which its own backend divides. */
    @Override
    public ProfileOutcome profileLayers(Program program, Optional<Graph> graph, Measurement total) throws IOException {
        return new MixedLayers(c, onnxRuntime, partition).profile(program, total);
    }

    /** A stretch as a program of its own, to be divided into layers. */
    static Program program(Backend by, Graph graph, Path file, Program whole) {
        return new Program(GraphHash.structure(graph), by.implementation(), whole.worker(), file);
    }
}
