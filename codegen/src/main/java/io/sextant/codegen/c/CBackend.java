package io.sextant.codegen.c;

import io.sextant.codegen.Backend;
import io.sextant.codegen.WrongProgram;
import io.sextant.codegen.c.family.Families;
import io.sextant.codegen.c.family.Lowered;
import io.sextant.codegen.c.family.Schedule;
import io.sextant.codegen.c.network.NetworkCompiler;
import io.sextant.codegen.c.network.NetworkSource;
import io.sextant.codegen.c.proof.Proof;
import io.sextant.codegen.c.proof.ProvingProcess;
import io.sextant.codegen.c.run.CExecutor;
import io.sextant.codegen.c.run.CWorkers;
import io.sextant.device.measure.Measurement;
import io.sextant.device.measure.ProfileOutcome;
import io.sextant.device.run.Implementation;
import io.sextant.device.run.Program;
import io.sextant.device.run.WorkerCommand;
import io.sextant.device.run.WorkerLimits;
import io.sextant.ir.digest.Sha256;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphHash;
import io.sextant.ir.kernel.Fusion;
import io.sextant.ir.kernel.PlacedKernel;
import io.sextant.ir.rewrite.Rewrites;
import io.sextant.kernel.Isa;
import io.sextant.toolchain.TemporaryFolder;
import io.sextant.toolchain.Toolchain;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * C specialised to each network, compiled by the clang that comes with the program, for the CPU that it runs on. What a network computes
 * is proven in a child process before anybody else runs it.
 */
public final class CBackend implements Backend {
    public static final String NAME = "c";
    /** Changes whenever the same graph and schedule become other code. */
    private static final String VERSION = "2";

    private final Path home;
    private final Isa isa;
    private final Supplier<WorkerCommand> worker;
    private final UnaryOperator<String> change;
    private final Proof proof = new Proof(new ProvingProcess(CWorkers::command, WorkerLimits.DEFAULT));

    /**
     * @param home   where the compiler is unpacked
     * @param isa    what to compile for
     * @param worker runs what is proven; {@link CExecutor} does in it
     */
    public CBackend(Path home, Isa isa, Supplier<WorkerCommand> worker) {
        this(home, isa, worker, UnaryOperator.identity());
    }

    /** @param change to each translation unit, to see what becomes of a wrong one */
    CBackend(Path home, Isa isa, Supplier<WorkerCommand> worker, UnaryOperator<String> change) {
        this.home = home;
        this.isa = isa;
        this.worker = worker;
        this.change = change;
    }

    /** Version of the generator and of its compiler. */
    public static String version() {
        return VERSION + "-clang" + Toolchain.bundledVersion().orElse("-none");
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<String> unusable() {
        return Toolchain.unavailable();
    }

    @Override
    public Implementation implementation() {
        return new Implementation(NAME, version(), "isa=" + isa.text() + ",tuning=none");
    }

    /** A normalisation is folded into the convolution before it when it is compiled. */
    @Override
    public Fusion fusion(Graph graph) {
        Fusion.Chain folded = Fusion.parse("convolution > batch_norm").chains().get(0);
        return new Fusion(Families.FUSION.regions(), Families.FUSION.chains().stream().map(chain -> chain.first().equals(folded.first())
            ? new Fusion.Chain(chain.first(), Stream.concat(folded.followers().stream(), chain.followers().stream()).toList()) : chain)
            .toList());
    }

    /**
     * Writes {@code folder/KEY.so}, and beside it what says that it was proven.
     *
     * @throws WrongProgram if it could not be proven; then there is no such file
     */
    @Override
    public Program compile(Graph graph, Path folder) throws IOException {
        String key = GraphHash.structure(graph);
        Path object = folder.toAbsolutePath().resolve(Sha256.of(key + implementation().id()) + ".so");
        if (!Proof.isProven(object)) {
            Graph rewritten = Rewrites.INFERENCE.run(graph).graph();
            try (TemporaryFolder unproven = TemporaryFolder.in(folder, ".unproven-")) {
                Path made = unproven.path().resolve(object.getFileName());
                new NetworkCompiler(Toolchain.open(home), isa, change).compile(rewritten, CExecutor.entry(object), untuned(rewritten), made);
                proof.require(graph, made, unproven.path());
                Proof.publish(made, object);
            }
        }
        return new Program(key, implementation(), worker.get(), object);
    }

    /** By the cycles of each kernel in its place. */
    @Override
    public ProfileOutcome profileLayers(Program program, Optional<Graph> graph, Measurement total) {
        if (graph.isEmpty()) {
            return new ProfileOutcome.Failed("the C backend names the layers of graphs only");
        }
        Graph rewritten = Rewrites.INFERENCE.run(graph.get()).graph();
        List<PlacedKernel> layers = new NetworkSource(rewritten, isa, untuned(rewritten)).layers();
        return CLayers.profile(program, layers, total);
    }

    /** What to take graphs apart by, for kernels that this backend runs as one function. */
    public Fusion fusion() {
        return Families.FUSION;
    }

    /** What the analytic model puts first. */
    private Function<PlacedKernel, Schedule> untuned(Graph graph) {
        Families families = new Families(new Lowered(isa, graph.constants()::get));
        return kernel -> families.of(kernel).schedules(kernel).get(0);
    }
}
