package io.sextant.device.profile;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Reads what Linux says about the CPUs in {@code /proc/cpuinfo}: one block of "key : value" lines per hardware thread. */
final class CpuInfo {
    /**
     * The extensions that code generation may use, as the kernel names them. Others are left out: which of those a kernel lists
     * depends on its version, and a fingerprint must survive an update of the kernel.
     */
    private static final Set<String> EXTENSIONS = Set.of("sse", "sse2", "ssse3", "sse4_1", "sse4_2", "sse4a", "popcnt", "abm",
        "bmi1", "bmi2", "movbe", "avx", "f16c", "fma", "fma4", "xop", "avx2", "avx_vnni", "avx_ifma", "avx_vnni_int8",
        "avx_ne_convert", "avx512f", "avx512cd", "avx512bw", "avx512dq", "avx512vl", "avx512ifma", "avx512vbmi", "avx512_vbmi2",
        "avx512_vnni", "avx512_bitalg", "avx512_vpopcntdq", "avx512_bf16", "avx512_fp16", "avx512_vp2intersect", "amx_tile", "amx_int8",
        "amx_bf16", "amx_fp16");
    /** SSE3 under its working title. */
    private static final Map<String, String> RENAMED = Map.of("pni", "sse3");

    private CpuInfo() {
    }

    /** The CPU of all blocks; its caches are not listed there and stay unknown. */
    static Processor parse(String text) {
        List<Map<String, String>> blocks = blocks(text);
        if (blocks.isEmpty()) {
            throw new IllegalArgumentException("/proc/cpuinfo lists no processor");
        }
        Map<String, String> first = blocks.get(0);
        String identity = first.getOrDefault("vendor_id", ProcessorModel.UNKNOWN) + " " + first.getOrDefault("cpu family", "?") + "/"
            + first.getOrDefault("model", "?") + "/" + first.getOrDefault("stepping", "?");
        String name = first.getOrDefault("model name", ProcessorModel.UNKNOWN).replaceAll("\\s+", " ");
        String microcode = first.getOrDefault("microcode", ProcessorModel.UNKNOWN);
        ProcessorModel model = new ProcessorModel(name, identity, microcode);
        return new Processor(model, isa(blocks), cores(blocks), blocks.size(), List.of());
    }

    private static List<Map<String, String>> blocks(String text) {
        List<Map<String, String>> blocks = new ArrayList<>();
        for (String line : text.split("\n")) {
            int colon = line.indexOf(':');
            String key = colon < 0 ? "" : line.substring(0, colon).strip();
            if (key.equals("processor")) {
                blocks.add(new LinkedHashMap<>());
            } else if (!key.isEmpty() && !blocks.isEmpty() && !line.substring(colon + 1).isBlank()) {
                blocks.get(blocks.size() - 1).put(key, line.substring(colon + 1).strip());
            }
        }
        return blocks;
    }

    /** What all of them have: code may run on any. */
    private static SortedSet<String> isa(List<Map<String, String>> blocks) {
        SortedSet<String> common = new TreeSet<>(EXTENSIONS);
        common.addAll(RENAMED.values());
        for (Map<String, String> block : blocks) {
            Set<String> flags = new HashSet<>(List.of(block.getOrDefault("flags", "").split("\\s+")));
            RENAMED.forEach((from, to) -> {
                if (flags.contains(from)) {
                    flags.add(to);
                }
            });
            common.retainAll(flags);
        }
        return common;
    }

    /** Pairs of package and core; hypervisors that tell neither mean a core by each processor. */
    private static int cores(List<Map<String, String>> blocks) {
        Set<String> cores = new HashSet<>();
        for (Map<String, String> block : blocks) {
            if (!block.containsKey("core id")) {
                return blocks.size();
            }
            cores.add(block.getOrDefault("physical id", "0") + "/" + block.get("core id"));
        }
        return cores.size();
    }
}
