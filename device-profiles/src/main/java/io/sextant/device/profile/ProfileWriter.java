package io.sextant.device.profile;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sextant.ir.InvalidInput;
import io.sextant.ir.document.YamlText;
import io.sextant.ir.file.AtomicFile;
import io.sextant.ir.file.FileFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Writes device profiles as YAML that a person can read and edit; {@link ProfileReader} reads back an equal profile. */
public final class ProfileWriter {
    private static final String HEADER = """
        # Device profile of Sextant. It may be edited by hand.
        # Sizes carry a unit of B, KiB, MiB, kB, MB; rates one of MFLOP/s, GFLOP/s, TFLOP/s or MB/s, GB/s, TB/s; times one of ns, us,
        # ms, s. What stands under "cpu" decides which measurements belong to this device. A host profile that does not describe the
        # machine it is used on is replaced by a new probe; corrected figures under "measured" are kept. "caches: {}" where they are
        # unknown. Rates under "measured" are those of one core.
        """;

    private ProfileWriter() {
    }

    /**
     * Writes the file whole or not at all; an existing one is replaced.
     *
     * @throws InvalidInput if the folder cannot be written
     */
    public static void write(DeviceProfile profile, Path path) {
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            AtomicFile.write(path, text(profile));
        } catch (IOException failure) {
            throw new InvalidInput("cannot write the device profile " + path + ": " + FileFailure.reason(failure)
                + "; name another folder in SEXTANT_HOME", failure);
        }
    }

    /** The profile as YAML, with a header that explains it. */
    public static String text(DeviceProfile profile) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("schema", ProfileReader.SCHEMA);
        root.put("id", profile.id());
        root.put("kind", profile.kind().text());
        writeProcessor(root.putObject("cpu"), profile.processor());
        root.put("memory", UnitText.ofBytes(profile.memoryBytes()));
        if (!profile.ceilings().equals(Ceilings.UNKNOWN)) {
            writeCeilings(root.putObject("measured"), profile.ceilings());
        }
        return HEADER + YamlText.of(root);
    }

    private static void writeProcessor(ObjectNode cpu, Processor processor) {
        cpu.put("model", processor.model().name());
        cpu.put("identity", processor.model().identity());
        cpu.put("microcode", processor.model().microcode());
        processor.isa().forEach(cpu.putArray("isa")::add);
        cpu.put("cores", processor.cores());
        cpu.put("threads", processor.threads());
        ObjectNode caches = cpu.putObject("caches");
        processor.caches().forEach(cache -> caches.put(cache.name(), UnitText.ofBytes(cache.bytes())));
    }

    private static void writeCeilings(ObjectNode measured, Ceilings ceilings) {
        writeRates(measured.putObject("peak_f32"), ceilings.peakGigaflops(), "GFLOP/s");
        writeRates(measured.putObject("read"), ceilings.readGigabytesPerSecond(), "GB/s");
        ceilings.threadTimer().ifPresent(timer -> measured.putObject("thread_timer")
            .put("resolution", UnitText.of(timer.resolutionNanos(), "ns")).put("cost", UnitText.of(timer.costNanos(), "ns")));
        ceilings.provenance().ifPresent(provenance -> {
            ObjectNode probed = measured.putObject("probed");
            probed.put("date", provenance.date().toString());
            probed.put("method", provenance.method());
            provenance.failures().forEach(probed.putArray("failures")::add);
        });
    }

    private static void writeRates(ObjectNode node, Map<String, Double> rates, String unit) {
        rates.forEach((name, rate) -> node.put(name, UnitText.of(rate, unit)));
    }
}
