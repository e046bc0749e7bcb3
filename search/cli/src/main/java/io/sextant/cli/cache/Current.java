package io.sextant.cli.cache;

import io.sextant.codegen.c.CBackend;
import io.sextant.codegen.mixed.MixedBackend;
import io.sextant.codegen.onnxruntime.OnnxRuntimeBackend;
import io.sextant.device.profile.DeviceCatalog;
import io.sextant.device.profile.DeviceProfile;
import io.sextant.device.run.Implementation;
import io.sextant.device.store.StoreSurvey.Group;
import io.sextant.toolchain.Toolchain;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * This machine, and what this program would measure with.
 *
 * @param device    fingerprint of the host; empty if it has not been probed
 * @param engines   version by name of the backend
 * @param toolchain version; empty if there is none for this machine
 */
public record Current(Optional<String> device, Map<String, String> engines, Optional<String> toolchain) {
    public Current {
        engines = Map.copyOf(engines);
    }

    /** Probes and unpacks nothing. */
    public static Current of(Path home, InstantSource clock) {
        Optional<String> device = new DeviceCatalog(home, clock).list().get(0).profile().map(DeviceProfile::fingerprint);
        Implementation engine = new OnnxRuntimeBackend(home).implementation();
        return new Current(device, Map.of(engine.backend(), engine.version(), CBackend.NAME, CBackend.version(),
            MixedBackend.NAME, MixedBackend.version(CBackend.version(), engine.version())), Toolchain.bundledVersion());
    }

    /** Of records about a device and an {@link Implementation#id()}, or one of them. */
    public Validity of(Group records) {
        Optional<Validity> ofDevice = records.device().map(named -> same(device, named));
        Optional<Validity> ofImplementation = records.implementation().map(this::implementation);
        if (ofDevice.equals(Optional.of(Validity.STALE)) || ofImplementation.equals(Optional.of(Validity.STALE))) {
            return Validity.STALE;
        }
        boolean known = ofDevice.or(() -> ofImplementation).isPresent()
            && !ofDevice.equals(Optional.of(Validity.UNKNOWN)) && !ofImplementation.equals(Optional.of(Validity.UNKNOWN));
        return known ? Validity.CURRENT : Validity.UNKNOWN;
    }

    private Validity implementation(String id) {
        String[] words = id.split("/", 3);
        return words.length < 2 ? Validity.UNKNOWN : engine(words[0], words[1]);
    }

    /** Of what belongs to one version of an engine. */
    Validity engine(String name, String version) {
        return same(Optional.ofNullable(engines.get(name)), version);
    }

    Validity toolchain(String version) {
        return same(toolchain, version);
    }

    private static Validity same(Optional<String> here, String named) {
        return here.map(known -> known.equals(named) ? Validity.CURRENT : Validity.STALE).orElse(Validity.UNKNOWN);
    }
}
