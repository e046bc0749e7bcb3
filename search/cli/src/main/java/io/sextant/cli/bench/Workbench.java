package io.sextant.cli.bench;

import io.sextant.codegen.Backend;
import io.sextant.device.measure.LayerProfile;
import io.sextant.device.measure.MeasureOutcome;
import io.sextant.device.measure.MeasurePlan;
import io.sextant.device.measure.Measurer;
import io.sextant.device.measure.NoiseCheck;
import io.sextant.device.measure.ProcessMeasurer;
import io.sextant.device.measure.ProfileOutcome;
import io.sextant.device.profile.DeviceCatalog;
import io.sextant.device.profile.DeviceProfile;
import io.sextant.device.run.Program;
import io.sextant.device.run.WorkerLimits;
import io.sextant.device.store.Home;
import io.sextant.device.store.MeasurementStore;
import io.sextant.device.store.Store;
import io.sextant.device.store.StoredMeasurer;
import io.sextant.ir.InvalidInput;
import io.sextant.ir.graph.Graph;
import io.sextant.latency.Lut;
import io.sextant.latency.Target;
import io.sextant.search.space.SearchSpace;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * A device with one or several backends, and the store of what was measured on it.
 *
 * @param measurer asks the store first
 */
public record Workbench(Path home, DeviceProfile device, Backends backends, Store store, Measurer measurer, ReferencePace pace)
    implements AutoCloseable {

    /**
     * What the user asks for by name.
     *
     * @param tuning empty: schedules are those of the model
     */
    public record Request(String device, String backend, boolean fresh, Optional<Tuning.Order> tuning) {
        public Request(String device, String backend, boolean fresh) {
            this(device, backend, fresh, Optional.empty());
        }
    }

    /**
     * @param progress a line at the beginning of each step, where the host has to be probed first
     * @throws InvalidInput if device or backend are unknown or unusable, or the home cannot be written
     */
    public static Workbench open(Request request, Consumer<String> progress) {
        return open(Home.ofEnvironment(), request, progress);
    }

    /** The store is opened first: while it is, nobody removes what is unpacked for probing, and a home without room is met at once. */
    static Workbench open(Path home, Request request, Consumer<String> progress) {
        Backends.requireKnown(request.backend());
        Store store = Store.open(home);
        try {
            DeviceProfile device = device(request.device(), new DeviceCatalog(home, Clock.systemUTC()), progress);
            Backends named = Backends.named(request.backend(), home, device.processor().isa());
            Backends backends = request.tuning().map(order -> named.tuned(
                c -> c.tuned(store, device.fingerprint(), order.fresh(), order.listener()))).orElse(named);
            ReferencePace pace = new ReferencePace(backends.onnxRuntime(), device.fingerprint(), store,
                programs(home, backends.onnxRuntime()));
            Measurer stored = new StoredMeasurer(paced(device, pace, WorkerLimits.DEFAULT), new MeasurementStore(store),
                device.fingerprint(), request.fresh());
            return new Workbench(home, device, backends, store, stored, pace);
        } catch (RuntimeException | Error failure) {
            store.close();
            throw failure;
        }
    }

    /** Where only one can be had: what kernels are, and what they cost. */
    public Backend backend() {
        return backends.first();
    }

    /**
     * With those of its backends that run so many threads.
     *
     * @param say is told why one does not
     * @throws InvalidInput if none does
     */
    public Workbench on(int threads, Consumer<String> say) {
        return with(backends.on(threads, say));
    }

    /**
     * With the one of its backends that is the fastest on networks like the subject's, where only one can be had.
     *
     * @param fresh whether to measure that anew
     * @param say   is told what was chosen, and why
     */
    public Workbench settled(LutSubject subject, boolean fresh, Consumer<String> say) {
        if (backends.rivals().size() == 1) {
            return this;
        }
        Probe.Verdict verdict = probe(subject, fresh);
        Backend only = verdict.fastest(backends.rivals()).orElse(backend());
        say.accept("the LUT is of the backend " + only.name() + ", for " + subject.name() + ": " + verdict.words());
        return with(List.of(only));
    }

    /** With those of its backends that may be the fastest of one of the subject's networks. */
    Workbench contending(LutSubject subject, boolean fresh) {
        return backends.rivals().size() == 1 ? this : with(probe(subject, fresh).contenders(backends.rivals()));
    }

    private Probe.Verdict probe(LutSubject subject, boolean fresh) {
        return new Probe(new Race(backends.rivals(), measurer, this::programs), backends.rivals(), device.fingerprint(), store)
            .of(subject, fresh);
    }

    /** With the one of its backends that a LUT has most kernels of; as it is if it has none of them. */
    public Workbench knownTo(Lut lut) {
        Map<String, Long> rows = lut.rows().stream().collect(Collectors.groupingBy(row -> row.key().implementation(), Collectors.counting()));
        return backends.rivals().stream().filter(rival -> rows.containsKey(rival.implementation().id()))
            .max(Comparator.comparingLong(rival -> rows.get(rival.implementation().id()))).map(rival -> with(List.of(rival))).orElse(this);
    }

    private Workbench with(List<Backend> rivals) {
        return with(new Backends(rivals, backends.onnxRuntime()));
    }

    private Workbench with(Backends some) {
        return new Workbench(home, device, some, store, measurer, pace);
    }

    /** Measures without asking the store, and stores nothing. */
    public Measurer measurer(WorkerLimits limits) {
        return paced(device, pace, limits);
    }

    private static Measurer paced(DeviceProfile device, ReferencePace pace, WorkerLimits limits) {
        ProcessMeasurer plain = new ProcessMeasurer(device.fingerprint(), limits, Clock.systemUTC());
        return (programs, plan, progress) -> plain.pacedBy(pace.reference(plan)).measure(programs, plan, progress);
    }

    /** Checks how good measurements of {@code program} are now. */
    public NoiseCheck.Outcome noise(Program program, MeasurePlan plan, WorkerLimits limits) {
        return new NoiseCheck(limits, pace.reference(plan)).check(program, plan);
    }

    /** Times chains of kernels. */
    ChainProfiler chains() {
        return new ChainProfiler(backend(), new ProcessMeasurer(device.fingerprint(), WorkerLimits.DEFAULT, Clock.systemUTC()), pace, scratch());
    }

    /** Measurements are kept under the device's fingerprint, so it has to be this machine's. */
    private static DeviceProfile device(String name, DeviceCatalog catalog, Consumer<String> progress) {
        DeviceProfile device = catalog.open(name, progress);
        DeviceProfile host = name.equals(DeviceCatalog.HOST) ? device : catalog.open(DeviceCatalog.HOST, progress);
        if (!device.fingerprint().equals(host.fingerprint())) {
            throw new InvalidInput("the device " + name + " is not this machine, the only one that can be measured on: the profile says "
                + device.fingerprint() + " (" + device.processor().model().name() + "), this is " + host.fingerprint() + " ("
                + host.processor().model().name() + "); leave cpu as 'sextant probe' wrote it in " + catalog.hostFile());
        }
        return device;
    }

    /** Where programs of a backend are compiled to. */
    Path programs(Backend of) {
        return programs(home, of);
    }

    /** A program of {@link #backend} that stays. */
    public Program compiled(Graph graph) throws IOException {
        return compiled(backend(), graph);
    }

    /** A program of one of the backends that stays. */
    public Program compiled(Backend by, Graph graph) throws IOException {
        return by.compile(graph, programs(by));
    }

    private static Path programs(Path home, Backend backend) {
        return home.resolve("programs").resolve(backend.name());
    }

    /** How a network that was re-measured ran, and where its time goes; empty if it does not run. */
    public Optional<Ranking> ranking(Graph network, long seed) throws IOException {
        Race.Result fastest = new Race(backends.rivals(), measurer, this::programs)
            .measure(List.of(network), MeasurePlan.finalists(1, seed), () -> { }).get(0);
        if (!(fastest.outcome() instanceof MeasureOutcome.Measured measured)) {
            return Optional.empty();
        }
        Race.Entrant winner = fastest.winner().orElseThrow();
        Optional<LayerProfile> layers = winner.backend().profileLayers(winner.program(), Optional.of(network), measured.measurement())
            instanceof ProfileOutcome.Profiled profiled ? Optional.of(profiled.profile()) : Optional.empty();
        return Optional.of(new Ranking(winner.program().implementation().id(), layers, fastest.others().slower(),
            fastest.others().notUsable()));
    }

    /** What kernels and networks that run here with so many threads are keyed by, on the default clock. */
    public Target target(int threads) {
        return new Target(backend().implementation().id(), device.fingerprint(), threads,
            io.sextant.device.measure.Clock.forThreads(threads));
    }

    /** The networks of a space as the backend runs them. */
    public SpaceSubject subject(SearchSpace space) {
        return new SpaceSubject(space, backend().fusion(space.deployed(space.at(BigInteger.ZERO))));
    }

    /** For what is compiled, measured and deleted again. */
    public Path scratch() {
        return Scratch.of(home, Instant.now());
    }

    @Override
    public void close() {
        store.close();
    }
}
