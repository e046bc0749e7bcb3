package io.sextant.cli.bench;

import io.sextant.codegen.onnxruntime.OnnxRuntimeBackend;
import io.sextant.device.measure.Measurer;
import io.sextant.device.measure.ProcessMeasurer;
import io.sextant.device.profile.DeviceCatalog;
import io.sextant.device.profile.DeviceProfile;
import io.sextant.device.run.WorkerLimits;
import io.sextant.device.store.Home;
import io.sextant.device.store.MeasurementStore;
import io.sextant.device.store.Store;
import io.sextant.device.store.StoredMeasurer;
import io.sextant.ir.InvalidInput;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Consumer;

/**
 * A device with a backend, and the store of what was measured on it.
 *
 * @param measurer asks the store first
 */
public record Workbench(Path home, DeviceProfile device, OnnxRuntimeBackend backend, Store store, Measurer measurer)
    implements AutoCloseable {

    /** What the user asks for by name. */
    public record Request(String device, String backend, boolean fresh) {
    }

    /**
     * @param progress a line at the beginning of each step, where the host has to be probed first
     * @throws InvalidInput if device or backend are unknown or unusable, or the home cannot be written
     */
    public static Workbench open(Request request, Consumer<String> progress) {
        Path home = Home.ofEnvironment();
        OnnxRuntimeBackend backend = Backends.named(request.backend(), home);
        Store store = Store.open(home);
        DeviceProfile device = device(request.device(), new DeviceCatalog(home, Clock.systemUTC()), progress);
        Measurer processes = new ProcessMeasurer(device.fingerprint(), WorkerLimits.DEFAULT, Clock.systemUTC());
        Measurer stored = new StoredMeasurer(processes, new MeasurementStore(store), device.fingerprint(), request.fresh());
        return new Workbench(home, device, backend, store, stored);
    }

    /** Measures without asking the store, and stores nothing. */
    public Measurer measurer(WorkerLimits limits) {
        return new ProcessMeasurer(device.fingerprint(), limits, Clock.systemUTC());
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
        return home.resolve("programs").resolve(backend.name());
    }

    @Override
    public void close() {
        store.close();
    }
}
