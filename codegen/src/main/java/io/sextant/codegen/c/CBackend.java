package io.sextant.codegen.c;

import io.sextant.codegen.Backend;
import io.sextant.codegen.WrongProgram;
import io.sextant.codegen.c.emit.EmittedProgram;
import io.sextant.codegen.c.emit.Emission;
import io.sextant.codegen.c.family.Families;
import io.sextant.codegen.c.family.Lowered;
import io.sextant.codegen.c.family.Schedule;
import io.sextant.codegen.c.network.NetworkCompiler;
import io.sextant.codegen.c.network.NetworkSource;
import io.sextant.codegen.c.proof.Proof;
import io.sextant.codegen.c.proof.ProvingProcess;
import io.sextant.codegen.c.run.CExecutor;
import io.sextant.codegen.c.run.CWorkers;
import io.sextant.codegen.c.tuning.Tuner;
import io.sextant.codegen.c.tuning.TuningListener;
import io.sextant.device.measure.Measurement;
import io.sextant.device.measure.ProfileOutcome;
import io.sextant.device.run.Implementation;
import io.sextant.device.run.Program;
import io.sextant.device.run.WorkerCommand;
import io.sextant.device.run.WorkerLimits;
import io.sextant.device.store.Store;
import io.sextant.ir.digest.Sha256;
import io.sextant.ir.file.AtomicFile;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphHash;
import io.sextant.ir.kernel.Fusion;
import io.sextant.ir.kernel.Kernels;
import io.sextant.ir.kernel.PlacedKernel;
import io.sextant.ir.rewrite.Rewrites;
import io.sextant.kernel.Isa;
import io.sextant.toolchain.TemporaryFolder;
import io.sextant.toolchain.Toolchain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * C specialised to each network, compiled by the clang that comes with the program, for the CPU that it runs on. What a network computes
 * is proven in a child process before anybody else runs it. What is infinite or no number in an input makes the outputs none that the
 * interpreter makes so, and where a convolution goes through minimal filtering, their neighbours in tiles of at most 4x4 too.
 */
public final class CBackend implements Backend {
    public static final String NAME = "c";
    /** Changes whenever the same graph and schedule become other code. */
    private static final String VERSION = "8";
    private static final String UNTUNED = "tuning=none";
    private static final String TUNED = "tuning=measured";
    private static final String SCHEDULES = "schedules=";
    private static final int DIGEST_DIGITS = 12;

    /** A graph as it is compiled, and how each of its kernels is done. */
    private record Scheduled(Graph graph, Function<PlacedKernel, Schedule> schedules) {
        String digest() {
            return Sha256.of(Kernels.of(graph, Families.FUSION).stream().map(schedules).map(Schedule::toString)
                .collect(Collectors.joining("\n"))).substring(0, DIGEST_DIGITS);
        }
    }

    /**
     * A compiled part of a program.
     *
     * @param by what made it, with its schedules
     */
    public record Part(Path object, Implementation by) {
    }

    private final Path home;
    private final Isa isa;
    private final Supplier<WorkerCommand> worker;
    private final UnaryOperator<String> change;
    private final Optional<Tuner> tuner;
    private Optional<Optional<String>> finding = Optional.empty();
    private final Proof proof = new Proof(new ProvingProcess(CWorkers::command, WorkerLimits.DEFAULT));

    /**
     * @param home   where the compiler is unpacked
     * @param isa    what to compile for
     * @param worker runs what is proven; {@link CExecutor} does in it
     */
    public CBackend(Path home, Isa isa, Supplier<WorkerCommand> worker) {
        this(home, isa, worker, UnaryOperator.identity(), Optional.empty());
    }

    /** @param change to each translation unit, to see what becomes of a wrong one */
    CBackend(Path home, Isa isa, Supplier<WorkerCommand> worker, UnaryOperator<String> change) {
        this(home, isa, worker, change, Optional.empty());
    }

    private CBackend(Path home, Isa isa, Supplier<WorkerCommand> worker, UnaryOperator<String> change, Optional<Tuner> tuner) {
        this.home = home;
        this.isa = isa;
        this.worker = worker;
        this.change = change;
        this.tuner = tuner;
    }

    /**
     * The same backend with schedules that are measured where {@code store} does not know them.
     *
     * @param device fingerprint of this machine
     * @param fresh  measure anew what the store has
     */
    public CBackend tuned(Store store, String device, boolean fresh, TuningListener listener) {
        Tuner.Place place = new Tuner.Place(home, isa, implementation(isa, TUNED), device);
        return new CBackend(home, isa, worker, change, Optional.of(new Tuner(place, store, fresh, listener)));
    }

    /** The same backend with the schedules that the analytic model puts first. */
    public CBackend untuned() {
        return new CBackend(home, isa, worker, change);
    }

    /** {@link Implementation#id()} of programs of any schedules, given that of a program, mixed ones too; others stay as they are. */
    public static String ofAnySchedules(String implementation) {
        return implementation.replaceFirst("," + SCHEDULES + "[0-9a-f]+$", "");
    }

    /** Version of the generator and of its compiler. */
    public static String version() {
        return VERSION + "-clang" + Toolchain.bundledVersion().orElse("-none");
    }

    @Override
    public String name() {
        return NAME;
    }

    /** Unpacks the compiler: a home without room for it is met here, not in the middle of a measurement. Found out once. */
    @Override
    public synchronized Optional<String> unusable() {
        if (finding.isEmpty()) {
            finding = Optional.of(Toolchain.unavailable(home));
        }
        return finding.get();
    }

    @Override
    public Optional<String> refusal(int threads) {
        return threads == 1 ? Optional.empty() : Optional.of("the C backend runs one thread, got " + threads);
    }

    /** Programs with measured schedules have a digest of these among their options too. */
    @Override
    public Implementation implementation() {
        return implementation(isa, tuner.isPresent() ? TUNED : UNTUNED);
    }

    private static Implementation implementation(Isa isa, String tuning) {
        return new Implementation(NAME, version(), "isa=" + isa.text() + "," + tuning);
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
     * Writes {@code folder/KEY.so}, and beside it its weights and what says that it was proven. The key is of the graph, this backend and,
     * where they are measured, the schedules.
     *
     * @throws WrongProgram if it could not be proven; then there is no such file
     */
    @Override
    public Program compile(Graph graph, Path folder) throws IOException {
        String key = GraphHash.structure(graph);
        Optional<Scheduled> measured = measured(graph);
        Implementation by = implementation(measured);
        Path object = object(key, by, folder);
        if (!Proof.isProven(object)) {
            Scheduled whole = measured.isPresent() ? measured.get() : scheduled(graph);
            try (TemporaryFolder unproven = TemporaryFolder.in(folder, ".unproven-")) {
                Path made = unproven.path().resolve(object.getFileName());
                new NetworkCompiler(Toolchain.open(home), isa, change).compile(whole.graph(), CExecutor.entry(object), whole.schedules(), made,
                    CExecutor.weights(made));
                proof.require(graph, made, unproven.path());
                Proof.publish(made, object);
            }
        }
        return new Program(key, by, worker.get(), object);
    }

    /** Compiles those that are not there yet in one run of the compiler, whose start takes longer than the code of a small network. */
    @Override
    public void prepare(List<Graph> graphs, Path folder) throws IOException {
        Map<Path, Together.Member> open = new LinkedHashMap<>();
        for (Graph graph : graphs) {
            Scheduled whole = scheduled(graph);
            Path object = object(GraphHash.structure(graph), implementation(tuner.map(any -> whole)), folder);
            if (!Proof.isProven(object)) {
                open.put(object, new Together.Member(graph, whole.graph(), whole.schedules()));
            }
        }
        if (open.size() > 1) {
            new Together(new NetworkCompiler(Toolchain.open(home), isa, change), proof).make(open, folder);
        }
    }

    private static Path object(String key, Implementation by, Path folder) {
        return folder.toAbsolutePath().resolve(Sha256.of(key + by.id()) + ".so");
    }

    /**
     * Writes C to take away into {@code folder}, with the object that it was compiled to and proven by.
     *
     * @throws WrongProgram if it could not be proven
     */
    public void emit(Graph graph, Emission emission, Path folder) throws IOException {
        Scheduled whole = scheduled(graph);
        EmittedProgram program = new EmittedProgram(emission, whole.graph(), new NetworkSource(whole.graph(), isa, whole.schedules()));
        Path object = program.write(folder, new NetworkCompiler(Toolchain.open(home), isa, change));
        try (TemporaryFolder scratch = TemporaryFolder.in(folder.toAbsolutePath().getParent(), ".proof-");
            ProvingProcess fresh = new ProvingProcess(CWorkers::command, WorkerLimits.DEFAULT)) {
            new Proof(fresh).require(graph, object, scratch.path());
        }
    }

    /** Whether there is C for a kernel of {@code graph} under {@link #fusion()}; whether it is right is seen when it is compiled. */
    public boolean does(Graph graph, PlacedKernel kernel) {
        try {
            Families families = new Families(new Lowered(isa, graph.constants()::get));
            families.of(kernel).instance(kernel, untuned(graph).apply(kernel));
            return true;
        } catch (UnsupportedOperationException e) {
            return false;
        }
    }

    /**
     * An object of {@code graph} that is not proven, for whoever proves the program that it is to be a part of. The file's name tells its
     * weights and schedules too.
     *
     * @throws UnsupportedOperationException as {@link #compile}
     */
    public Part part(Graph graph, Path folder) throws IOException {
        Optional<Scheduled> measured = measured(graph);
        Implementation by = implementation(measured);
        Path object = folder.toAbsolutePath().resolve(Sha256.of(GraphHash.content(graph) + by.id()) + ".so");
        if (!Files.isRegularFile(object)) {
            Scheduled whole = measured.isPresent() ? measured.get() : scheduled(graph);
            try (TemporaryFolder folderOfPart = TemporaryFolder.in(folder, ".part-")) {
                Path made = folderOfPart.path().resolve(object.getFileName());
                new NetworkCompiler(Toolchain.open(home), isa, change).compile(whole.graph(), CExecutor.entry(object), whole.schedules(), made);
                AtomicFile.publish(made, object);
            }
        }
        return new Part(object, by);
    }

    /** By the cycles of each kernel in its place. */
    @Override
    public ProfileOutcome profileLayers(Program program, Optional<Graph> graph, Measurement total) throws IOException {
        if (graph.isEmpty()) {
            return new ProfileOutcome.Failed("the C backend names the layers of graphs only");
        }
        Scheduled whole = scheduled(graph.get());
        List<PlacedKernel> layers = new NetworkSource(whole.graph(), isa, whole.schedules()).layers();
        return CLayers.profile(program, layers, total);
    }

    /** What to take graphs apart by, for kernels that this backend runs as one function. */
    public Fusion fusion() {
        return Families.FUSION;
    }

    /** With the schedules that were measured; empty if none are, since then the implementation tells them. */
    private Optional<Scheduled> measured(Graph graph) throws IOException {
        return tuner.isPresent() ? Optional.of(scheduled(graph)) : Optional.empty();
    }

    /** With what was measured, or what the analytic model puts first. */
    private Scheduled scheduled(Graph graph) throws IOException {
        Graph rewritten = Rewrites.INFERENCE.run(graph).graph();
        return new Scheduled(rewritten, tuner.isPresent() ? tuner.get().schedules(rewritten) : untuned(rewritten));
    }

    /** Of one program: what was measured with other schedules was measured of another one. */
    private Implementation implementation(Optional<Scheduled> measured) {
        Implementation any = implementation();
        return measured.map(scheduled -> new Implementation(any.backend(), any.version(), any.options() + "," + SCHEDULES + scheduled.digest()))
            .orElse(any);
    }

    /** What the analytic model puts first. */
    private Function<PlacedKernel, Schedule> untuned(Graph graph) {
        Families families = new Families(new Lowered(isa, graph.constants()::get));
        return kernel -> families.of(kernel).schedules(kernel).get(0);
    }
}
