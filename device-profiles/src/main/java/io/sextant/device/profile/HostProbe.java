package io.sextant.device.profile;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.file.FileFailure;
import io.sextant.toolchain.TemporaryFolder;
import io.sextant.toolchain.Toolchain;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Describes and measures the machine that this program runs on: reads {@code /proc} and {@code /sys}, then compiles and runs
 * probes of one core's arithmetic, its read bandwidth at each level of the memory, and the clock of thread CPU time.
 */
public final class HostProbe implements Host {
    private static final Pattern MEMORY_KIB =
        Pattern.compile("^(MemTotal|MemAvailable):\\s+([0-9]{1,15}) kB$", Pattern.MULTILINE);

    private final Path home;
    private final Path root;
    private final InstantSource clock;

    /** @param home the program's folder, which holds the toolchain and takes the probes while they run */
    public HostProbe(Path home, InstantSource clock) {
        this(home, Path.of("/"), clock);
    }

    /** @param root where {@code proc} and {@code sys} lie */
    HostProbe(Path home, Path root, InstantSource clock) {
        this.home = home;
        this.root = root;
        this.clock = clock;
    }

    @Override
    public Processor processor() {
        Processor processor = CpuInfo.parse(text("proc/cpuinfo"));
        return processor.withCaches(CacheFolder.read(root.resolve("sys/devices/system/cpu/cpu0/cache")));
    }

    /**
     * Measures the host within about three seconds, plus a few when the toolchain is still to be unpacked. A probe that fails
     * leaves its figure out and is named in the profile.
     *
     * @throws InvalidInput if there is no compiler for this platform or the home folder cannot be written
     */
    @Override
    public DeviceProfile probe(Consumer<String> progress) {
        progress.accept("opening the compiler");
        Toolchain toolchain = Toolchain.open(home);
        try (TemporaryFolder folder = TemporaryFolder.in(home, ".probe-")) {
            return probe(new ProbeRun(toolchain, folder.path(), progress));
        } catch (IOException failure) {
            throw new InvalidInput("cannot write to " + home + ": " + FileFailure.reason(failure)
                + "; name another folder in SEXTANT_HOME", failure);
        }
    }

    private DeviceProfile probe(ProbeRun run) {
        Processor processor = processor();
        if (processor.caches().isEmpty()) {
            processor = processor.withCaches(run.caches());
        }
        List<VectorExtension> extensions = VectorExtension.of(processor);
        extensions.forEach(run::measurePeak);
        VectorExtension widest = extensions.get(extensions.size() - 1);
        run.measureRead(widest, ReadBuffers.of(processor, memoryBytes("MemAvailable")));
        run.measureThreadTimer();
        Instant date = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        return new DeviceProfile(DeviceCatalog.HOST, DeviceKind.CPU_HOST, processor, memoryBytes("MemTotal"), run.ceilings(date));
    }

    private long memoryBytes(String key) {
        Matcher matcher = MEMORY_KIB.matcher(text("proc/meminfo"));
        while (matcher.find()) {
            if (matcher.group(1).equals(key)) {
                return Long.parseLong(matcher.group(2)) * 1024;
            }
        }
        throw new IllegalStateException("/proc/meminfo has no line " + key);
    }

    private String text(String path) {
        try {
            return Files.readString(root.resolve(path), StandardCharsets.ISO_8859_1);
        } catch (IOException failure) {
            throw new InvalidInput("cannot read /" + path + " (" + FileFailure.reason(failure)
                + "); the host can be probed on Linux with /proc only", failure);
        }
    }
}
