package io.sextant.cli.bench;

import io.sextant.codegen.Backend;
import io.sextant.codegen.onnxruntime.OnnxRuntimeBackend;
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
import io.sextant.latency.Target;
import io.sextant.search.space.SearchSpace;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A device with a backend, and the store of what was measured on it.
 *
 * @param measurer asks the store first
 */
public record Workbench(Path home, DeviceProfile device, OnnxRuntimeBackend backend, Store store, Measurer measurer, ReferencePace pace)
    implements AutoCloseable {

    /** What the user asks for by name. */
    public record Request(String device, String backend, boolean fresh) {
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
        OnnxRuntimeBackend backend = Backends.named(request.backend(), home);
        Store store = Store.open(home);
        try {
            DeviceProfile device = device(request.device(), new DeviceCatalog(home, Clock.systemUTC()), progress);
            ReferencePace pace = new ReferencePace(backend, device.fingerprint(), store, programs(home, backend));
            Measurer stored = new StoredMeasurer(paced(device, pace, WorkerLimits.DEFAULT), new MeasurementStore(store),
                device.fingerprint(), request.fresh());
            return new Workbench(home, device, backend, store, stored, pace);
        } catch (RuntimeException | Error failure) {
            store.close();
            throw failure;
        }
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
        return new ChainProfiler(backend, new ProcessMeasurer(device.fingerprint(), WorkerLimits.DEFAULT, Clock.systemUTC()), pace, scratch());
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

    /** Where programs of this backend are compiled to. */
    public Path programs() {
        return programs(home, backend);
    }

    private static Path programs(Path home, Backend backend) {
        return home.resolve("programs").resolve(backend.name());
    }

    /** Where the time of a network that was re-measured goes; empty if the engine does not tell. */
    public Optional<LayerProfile> layers(Graph network, long seed) throws IOException {
        Program program = backend.compile(network, programs());
        MeasureOutcome total = measurer.measure(List.of(program), MeasurePlan.finalists(1, seed), () -> { }).get(0);
        if (!(total instanceof MeasureOutcome.Measured measured)) {
            return Optional.empty();
        }
        return backend.profileLayers(program, Optional.of(network), measured.measurement()) instanceof ProfileOutcome.Profiled profiled
            ? Optional.of(profiled.profile()) : Optional.empty();
    }

    /** What kernels and networks that run here with so many threads are keyed by, on the default clock. */
    public Target target(int threads) {
        return new Target(backend.implementation().id(), device.fingerprint(), threads,
            io.sextant.device.measure.Clock.forThreads(threads));
    }

    /** The networks of a space as the backend runs them. */
    public SpaceSubject subject(SearchSpace space) {
        return new SpaceSubject(space, backend.fusion(space.lower(space.at(BigInteger.ZERO), 0)));
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
