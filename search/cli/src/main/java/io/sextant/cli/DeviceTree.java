package io.sextant.cli;

import io.sextant.device.profile.Cache;
import io.sextant.device.profile.DeviceProfile;
import io.sextant.device.profile.Processor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A device as a JSON tree. */
final class DeviceTree {
    private static final String SCHEMA = "sextant-device/1";

    private DeviceTree() {
    }

    static Map<String, Object> of(DeviceProfile device) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("schema", SCHEMA);
        tree.put("id", device.id());
        tree.put("kind", device.kind().text());
        tree.put("fingerprint", device.fingerprint());
        tree.put("cpu", processor(device.processor()));
        tree.put("memory_bytes", device.memoryBytes());
        tree.put("peak_gflops", device.ceilings().peakGigaflops());
        tree.put("read_gbytes_per_s", device.ceilings().readGigabytesPerSecond());
        device.ceilings().threadTimer().ifPresent(timer -> tree.put("timer",
            Map.of("resolution_ns", timer.resolutionNanos(), "cost_ns", timer.costNanos())));
        device.ceilings().provenance().ifPresent(provenance -> {
            tree.put("probed", provenance.date().toString());
            tree.put("method", provenance.method());
            tree.put("failures", provenance.failures());
        });
        return tree;
    }

    private static Map<String, Object> processor(Processor processor) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("model", processor.model().name());
        tree.put("identity", processor.model().identity());
        tree.put("microcode", processor.model().microcode());
        tree.put("isa", List.copyOf(processor.isa()));
        tree.put("cores", processor.cores());
        tree.put("threads", processor.threads());
        Map<String, Object> caches = new LinkedHashMap<>();
        for (Cache cache : processor.caches()) {
            caches.put(cache.name(), cache.bytes());
        }
        tree.put("cache_bytes", caches);
        return tree;
    }
}
