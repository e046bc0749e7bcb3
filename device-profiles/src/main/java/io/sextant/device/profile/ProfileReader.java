package io.sextant.device.profile;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.document.YamlFile;
import io.sextant.ir.document.YamlNode;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** Reads device profiles from YAML: strictly, so that a slip of the pen is a message and not a wrong result. */
public final class ProfileReader {
    static final String SCHEMA = "sextant-device/1";

    private static final int MOST_CORES = 1 << 16;

    private ProfileReader() {
    }

    /**
     * Reads a profile that the shipped files or a person wrote.
     *
     * @throws InvalidInput naming file, line, what is wrong and what would be right
     */
    public static DeviceProfile read(Path path) {
        return profile(YamlFile.read(path, "a device profile in YAML"));
    }

    /** @param file how messages call the text */
    static DeviceProfile parse(String file, String text) {
        return profile(YamlFile.parse(file, text));
    }

    private static DeviceProfile profile(YamlNode root) {
        root.withKeys(List.of("schema", "id", "kind", "cpu", "memory", "measured"));
        YamlNode schema = root.required("schema", SCHEMA);
        if (!schema.text(SCHEMA).equals(SCHEMA)) {
            throw schema.wrong(SCHEMA);
        }
        YamlNode kind = root.required("kind", DeviceKind.CPU_HOST.text());
        DeviceKind deviceKind = DeviceKind.parse(kind.text("a kind")).orElseThrow(() -> kind.wrong(DeviceKind.CPU_HOST.text()));
        YamlNode id = root.required("id", "my-board");
        String name = id.text("a name");
        if (!DeviceProfile.isId(name)) {
            throw id.wrong("1 to 64 of a-z, 0-9, '.', '_' and '-', starting with a letter or digit");
        }
        Processor processor = processor(root.required("cpu", "{model: ..., isa: [avx2], ...}"));
        long memory = UnitText.bytes(root.required("memory", "8 GiB"));
        Ceilings ceilings = root.optional("measured").map(ProfileReader::ceilings).orElse(Ceilings.UNKNOWN);
        return new DeviceProfile(name, deviceKind, processor, memory, ceilings);
    }

    private static Processor processor(YamlNode cpu) {
        cpu.withKeys(List.of("model", "identity", "microcode", "isa", "cores", "threads", "caches"));
        ProcessorModel model = cpu.checked(() -> new ProcessorModel(text(cpu, "model", "AMD EPYC"),
            text(cpu, "identity", "AuthenticAMD 25/1/1"), text(cpu, "microcode", "\"0x1000065\"")));
        TreeSet<String> isa = new TreeSet<>();
        for (YamlNode extension : cpu.required("isa", "[avx2, fma]").items("a list such as [avx2, fma]")) {
            isa.add(extension.text("an ISA extension such as avx2"));
        }
        List<Cache> caches = new ArrayList<>();
        cpu.required("caches", "{l1d: 32 KiB}").entries().forEach((name, size) -> caches.add(Cache.named(name, UnitText.bytes(size))
            .orElseThrow(() -> size.error("unknown cache '" + name + "'; caches are named l1d, l1i, l2, l3"))));
        int cores = cpu.required("cores", "2").integer(1, MOST_CORES);
        int threads = cpu.required("threads", "4").integer(1, MOST_CORES);
        return cpu.checked(() -> new Processor(model, isa, cores, threads, caches));
    }

    private static Ceilings ceilings(YamlNode measured) {
        measured.withKeys(List.of("peak_f32", "read", "thread_timer", "probed"));
        return new Ceilings(rates(measured.optional("peak_f32"), UnitText::gigaflops),
            rates(measured.optional("read"), UnitText::gigabytesPerSecond),
            measured.optional("thread_timer").map(ProfileReader::timer),
            measured.optional("probed").map(ProfileReader::provenance));
    }

    private static SortedMap<String, Double> rates(Optional<YamlNode> node, Function<YamlNode, Double> value) {
        SortedMap<String, Double> rates = new TreeMap<>();
        node.map(YamlNode::entries).orElse(Map.of()).forEach((name, rate) -> rates.put(name, value.apply(rate)));
        return rates;
    }

    private static TimerFigures timer(YamlNode timer) {
        timer.withKeys(List.of("resolution", "cost"));
        return new TimerFigures(UnitText.nanoseconds(timer.required("resolution", "400 ns")),
            UnitText.nanoseconds(timer.required("cost", "560 ns")));
    }

    private static Provenance provenance(YamlNode probed) {
        probed.withKeys(List.of("date", "method", "failures"));
        YamlNode date = probed.required("date", "2026-01-31T12:00:00Z");
        List<String> failures = probed.optional("failures").map(list -> list.items("a list of lines of text")).orElse(List.of()).stream()
            .map(failure -> failure.text("one line of text")).toList();
        try {
            return new Provenance(Instant.parse(date.text("a date")), text(probed, "method", "by hand"), failures);
        } catch (DateTimeParseException malformed) {
            throw date.wrong("a date such as 2026-01-31T12:00:00Z");
        }
    }

    private static String text(YamlNode map, String key, String example) {
        return map.required(key, example).text("one line of text");
    }
}
