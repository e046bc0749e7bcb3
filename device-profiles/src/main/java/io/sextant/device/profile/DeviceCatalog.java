package io.sextant.device.profile;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.file.FileFailure;
import io.sextant.ir.naming.NearMatch;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The devices that can be named: the host, those that come with the program, and those whose profiles lie in
 * {@code <home>/devices/NAME.yaml}; the last win over shipped ones of the same name.
 */
public final class DeviceCatalog {
    /** The machine that the program runs on. */
    public static final String HOST = "host";

    private static final String SUFFIX = ".yaml";

    private final Path folder;
    private final Host host;
    private final ShippedProfiles shipped;

    /** @param home the program's folder, {@code $SEXTANT_HOME} or its default */
    public DeviceCatalog(Path home, InstantSource clock) {
        this(home, new HostProbe(home, clock), new ShippedProfiles("profiles"));
    }

    DeviceCatalog(Path home, Host host, ShippedProfiles shipped) {
        this.folder = home.resolve("devices");
        this.host = host;
        this.shipped = shipped;
    }

    /**
     * The profile of a device. The host is probed when that never happened or its hardware is no longer what was probed.
     *
     * @param device   a name, or the path of a profile where it contains {@code /} or ends in {@code .yaml}
     * @param progress receives one line at the beginning of each step of a probing
     * @throws InvalidInput if there is no such device (a near match is suggested), or its file is malformed
     */
    public DeviceProfile open(String device, Consumer<String> progress) {
        if (device.contains("/") || device.endsWith(SUFFIX)) {
            return ProfileReader.read(Path.of(device));
        }
        if (device.equals(HOST)) {
            return storedHost().orElseGet(() -> probeHost(progress));
        }
        SortedMap<String, Path> registered = registered();
        if (registered.containsKey(device)) {
            return readNamed(device, registered.get(device));
        }
        return shipped.read(device).orElseThrow(() -> unknown(device, registered.keySet()));
    }

    /** Probes the host anew and keeps the result in {@link #hostFile()}. */
    public DeviceProfile probeHost(Consumer<String> progress) {
        DeviceProfile profile = host.probe(progress);
        ProfileWriter.write(profile, hostFile());
        return profile;
    }

    /** Where the host's profile is kept. */
    public Path hostFile() {
        return folder.resolve(HOST + SUFFIX);
    }

    /** All that can be named, the host first; a file that cannot be used is listed with its problem. Probes nothing. */
    public List<ListedDevice> list() {
        SortedMap<String, Path> registered = registered();
        List<ListedDevice> devices = new ArrayList<>(List.of(listedHost()));
        for (String name : shipped.names()) {
            if (!registered.containsKey(name)) {
                devices.add(new ListedDevice(name, DeviceOrigin.SHIPPED, shipped.read(name), Optional.empty()));
            }
        }
        for (Map.Entry<String, Path> entry : registered.entrySet()) {
            devices.add(listed(entry.getKey(), entry.getValue()));
        }
        return devices;
    }

    private ListedDevice listedHost() {
        try {
            Optional<DeviceProfile> stored = storedHost();
            Optional<String> problem = stored.isPresent() ? Optional.empty() : Optional.of("not probed yet");
            return new ListedDevice(HOST, DeviceOrigin.HOST, stored, problem);
        } catch (InvalidInput malformed) {
            return new ListedDevice(HOST, DeviceOrigin.HOST, Optional.empty(), Optional.of(malformed.getMessage()));
        }
    }

    private static ListedDevice listed(String name, Path file) {
        try {
            return new ListedDevice(name, DeviceOrigin.REGISTERED, Optional.of(readNamed(name, file)), Optional.empty());
        } catch (InvalidInput malformed) {
            return new ListedDevice(name, DeviceOrigin.REGISTERED, Optional.empty(), Optional.of(malformed.getMessage()));
        }
    }

    /** The kept profile if it describes this machine; where the kernel lists no caches, the kept ones are believed. */
    private Optional<DeviceProfile> storedHost() {
        if (!Files.exists(hostFile())) {
            return Optional.empty();
        }
        DeviceProfile stored = readNamed(HOST, hostFile());
        Processor now = host.processor();
        Processor known = now.caches().isEmpty() ? now.withCaches(stored.processor().caches()) : now;
        boolean same = stored.fingerprint().equals(DeviceProfile.fingerprint(DeviceKind.CPU_HOST, known));
        return same ? Optional.of(stored) : Optional.empty();
    }

    private static DeviceProfile readNamed(String name, Path file) {
        DeviceProfile profile = ProfileReader.read(file);
        if (!profile.id().equals(name)) {
            throw new InvalidInput(file + ": the device's id is " + profile.id() + ", the file's name says " + name
                + "; make them equal");
        }
        return profile;
    }

    private SortedMap<String, Path> registered() {
        SortedMap<String, Path> files = new TreeMap<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            for (Path file : entries) {
                String name = file.getFileName().toString();
                files.put(name.substring(0, name.length() - SUFFIX.length()), file);
            }
        } catch (NoSuchFileException | NotDirectoryException none) {
            return new TreeMap<>();
        } catch (IOException failure) {
            throw new InvalidInput("cannot list the devices in " + folder + ": " + FileFailure.reason(failure), failure);
        }
        files.remove(HOST);
        return files;
    }

    private InvalidInput unknown(String device, Iterable<String> registered) {
        SortedSet<String> known = new TreeSet<>(shipped.names());
        registered.forEach(known::add);
        known.add(HOST);
        return new InvalidInput("unknown device '" + device + "'" + NearMatch.of(device, known)
            .map(near -> "; did you mean " + near + "?")
            .orElse("; known are " + String.join(", ", known) + ", and profiles given as a path to a .yaml file"));
    }
}
