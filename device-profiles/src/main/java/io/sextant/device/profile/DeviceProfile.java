package io.sextant.device.profile;

import io.sextant.ir.digest.Sha256;
import java.util.stream.Collectors;

/**
 * A device: what it is, and what it can reach at most.
 *
 * @param id          its name in the catalogue, e.g. {@code host}
 * @param memoryBytes main memory
 */
public record DeviceProfile(String id, DeviceKind kind, Processor processor, long memoryBytes, Ceilings ceilings) {
    private static final int FINGERPRINT_DIGITS = 16;

    public DeviceProfile {
        if (!isId(id)) {
            throw new IllegalArgumentException("a device's id has 1 to 64 of a-z, 0-9, '.', '_' and '-' and starts with"
                + " a letter or digit, got '" + id + "'");
        }
        if (memoryBytes < 1) {
            throw new IllegalArgumentException("a device has memory, got " + memoryBytes + " B");
        }
    }

    static boolean isId(String text) {
        return text.matches("[a-z0-9][a-z0-9._-]{0,63}");
    }

    /**
     * What measurements of this device are filed under: a hash of CPU model, ISA extensions, core and thread count, caches and
     * microcode. Two machines of the same make have the same; measured figures, memory and names do not enter.
     */
    public String fingerprint() {
        return fingerprint(kind, processor);
    }

    static String fingerprint(DeviceKind kind, Processor processor) {
        String caches = processor.caches().stream().map(cache -> cache.name() + ":" + cache.bytes())
            .collect(Collectors.joining(","));
        ProcessorModel model = processor.model();
        String text = String.join("\n", "sextant-device/1", kind.text(), model.name(), model.identity(), model.microcode(),
            String.join(",", processor.isa()), processor.cores() + "/" + processor.threads(), caches);
        return "cpu-" + Sha256.of(text).substring(0, FINGERPRINT_DIGITS);
    }
}
