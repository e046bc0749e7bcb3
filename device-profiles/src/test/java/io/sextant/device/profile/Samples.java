package io.sextant.device.profile;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the tests of this package share. */
final class Samples {
    private Samples() {
    }

    static String cpuInfo(String name) throws IOException {
        try (InputStream in = Samples.class.getResourceAsStream("cpuinfo/" + name + ".txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static Processor zen3() throws IOException {
        return CpuInfo.parse(cpuInfo("amd-zen3")).withCaches(List.of(new Cache(1, Cache.Content.DATA, 32 << 10),
            new Cache(1, Cache.Content.INSTRUCTIONS, 32 << 10), new Cache(2, Cache.Content.BOTH, 512 << 10),
            new Cache(3, Cache.Content.BOTH, 32 << 20)));
    }

    static Ceilings ceilings() {
        Provenance provenance = new Provenance(Instant.parse("2026-01-31T12:00:00Z"), "probes: one thread, \"best\" of repeats",
            List.of("probe peak_f32-avx512 killed by signal 4 (SIGILL)"));
        return new Ceilings(new TreeMap<>(Map.of("sse2", 50.1, "avx2", 100.2)), new TreeMap<>(Map.of("l1d", 204.1, "memory", 16.0)),
            Optional.of(new TimerFigures(400, 560.3)), Optional.of(provenance));
    }

    static DeviceProfile profile(String id, Processor processor, Ceilings ceilings) {
        return new DeviceProfile(id, DeviceKind.CPU_HOST, processor, 24_684_096L << 10, ceilings);
    }
}
