package io.sextant.codegen.c.network;

import io.sextant.codegen.c.family.Families;
import io.sextant.codegen.c.family.Schedule;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.kernel.Fusion;
import io.sextant.ir.kernel.PlacedKernel;
import io.sextant.kernel.Isa;
import io.sextant.toolchain.CSource;
import io.sextant.toolchain.CompileJob;
import io.sextant.toolchain.OutputKind;
import io.sextant.toolchain.TemporaryFolder;
import io.sextant.toolchain.Toolchain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Makes shared objects of graphs. */
public final class NetworkCompiler {
    public static final List<String> FLAGS = List.of("-O3", "-fno-math-errno", "-fno-trapping-math", "-ffp-contract=on", "-fvisibility=hidden",
        "-fomit-frame-pointer");

    public static final String TARGET = "x86_64-linux-gnu";

    /** Found in a folder that the compiler looks in: a path in the text might have quotes in it. */
    private static final String WEIGHTS = "weights.bin";
    /** Weights may be numbers in the text. */
    private static final Duration MOST_TIME = Duration.ofMinutes(15);

    private final Toolchain toolchain;
    private final Isa isa;
    private final List<String> flags;
    private final UnaryOperator<String> change;

    public NetworkCompiler(Toolchain toolchain, Isa isa) {
        this(toolchain, isa, UnaryOperator.identity());
    }

    /** @param change to each translation unit, to see what becomes of a wrong one */
    public NetworkCompiler(Toolchain toolchain, Isa isa, UnaryOperator<String> change) {
        this(toolchain, isa, List.of(), change);
    }

    /** @param more flags of the compiler, of sanitizers for instance */
    public NetworkCompiler(Toolchain toolchain, Isa isa, List<String> more, UnaryOperator<String> change) {
        this.toolchain = toolchain;
        this.isa = isa;
        this.flags = Stream.of(FLAGS, isa.flags(), more).flatMap(List::stream).toList();
        this.change = change;
    }

    /**
     * Compiles {@code graph} to {@code object}, which weights are part of.
     *
     * @param entry name of the exported function, which no other in a process may have
     */
    public void compile(Graph graph, String entry, Function<PlacedKernel, Schedule> schedules, Path object) throws IOException {
        compile(graph, Families.FUSION, entry, schedules, object);
    }

    /** The same of other kernels, by {@code fusion}. */
    public void compile(Graph graph, Fusion fusion, String entry, Function<PlacedKernel, Schedule> schedules, Path object)
        throws IOException {
        NetworkSource source = new NetworkSource(graph, isa, fusion, schedules);
        try (TemporaryFolder work = TemporaryFolder.in(object.toAbsolutePath().getParent(), ".weights-")) {
            WeightsFile.write(source.weights(), work.path().resolve(WEIGHTS));
            compile(graph.name(), source.text(entry, new PlacedWeights.Included(WEIGHTS)), including(work.path()), object);
        }
    }

    /** As {@link #compile}, with the weights in a file of their own. */
    public void compile(Graph graph, String entry, Function<PlacedKernel, Schedule> schedules, Path object, Path weights) throws IOException {
        NetworkSource source = new NetworkSource(graph, isa, schedules);
        Files.createDirectories(weights.toAbsolutePath().getParent());
        compile(graph.name(), source.text(entry, new PlacedWeights.Mapped(WeightsFile.write(source.weights(), weights))), flags, object);
    }

    /**
     * A network of several in one object.
     *
     * @param weights file that its weights are written to
     */
    public record Member(NetworkSource source, String entry, Path weights) {
    }

    /** Compiles networks to one object; a kernel that several of them run is compiled once. */
    public void compile(List<Member> members, Path object) throws IOException {
        StringBuilder text = new StringBuilder(NetworkSource.prelude(isa));
        Map<String, String> symbols = new HashMap<>();
        for (Member member : members) {
            WeightsFile weights = WeightsFile.write(member.source().weights(), member.weights());
            text.append(member.source().body(member.entry(), new PlacedWeights.Mapped(weights), symbols));
        }
        toolchain.compile(new CompileJob(new CSource("networks.c", change.apply(text.toString())), OutputKind.SHARED_OBJECT, TARGET, flags,
            object), MOST_TIME);
    }

    private void compile(String name, String text, List<String> flags, Path object) {
        toolchain.compile(new CompileJob(new CSource(name.replaceAll("[^A-Za-z0-9_.-]", "_") + ".c", change.apply(text)),
            OutputKind.SHARED_OBJECT, TARGET, flags, object));
    }

    /** Writes {@code text} to {@code file} and compiles it; what it includes lies beside it. */
    public void compile(Path file, String text, Path object) throws IOException {
        String changed = change.apply(text);
        Files.writeString(file, changed);
        toolchain.compile(new CompileJob(new CSource(file.getFileName().toString(), changed), OutputKind.SHARED_OBJECT, TARGET,
            including(file.toAbsolutePath().getParent()), object), MOST_TIME);
    }

    private List<String> including(Path folder) {
        return Stream.concat(flags.stream(), Stream.of("-I" + folder)).toList();
    }

    /** What clang gets beside names of files. */
    public List<String> arguments() {
        return Toolchain.arguments(OutputKind.SHARED_OBJECT, TARGET, flags);
    }

    public Isa isa() {
        return isa;
    }
}
