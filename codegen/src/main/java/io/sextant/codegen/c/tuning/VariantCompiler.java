package io.sextant.codegen.c.tuning;

import io.sextant.codegen.c.network.NetworkCompiler;
import io.sextant.codegen.c.network.NetworkSource;
import io.sextant.kernel.Isa;
import io.sextant.toolchain.CSource;
import io.sextant.toolchain.CompileFailed;
import io.sextant.toolchain.CompileJob;
import io.sextant.toolchain.OutputKind;
import io.sextant.toolchain.Toolchain;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Makes shared objects of variants: several in one, since the compiler's start and the common code take as long as some variants. */
final class VariantCompiler {
    /** So many are compiled again one by one if one of them cannot be compiled. */
    static final int TOGETHER = 8;
    /** What is read before each call, the call and its cycles; the places of {@code turn} are those of {@code KernelExecutor}. */
    private static final String HARNESS = """
        typedef unsigned word __attribute__((may_alias));
        static __attribute__((noinline)) unsigned read_all(const word *from, long bytes) {
            unsigned all = 0;
            for (long i = 0; i < bytes / 4; i += 16) { all ^= from[i]; }
            return all;
        }
        static __attribute__((noinline)) void forget(const char *from, long bytes) {
            for (long i = 0; i < bytes; i += 64) { __builtin_ia32_clflush(from + i); }
        }
        #define TRIED(symbol) \\
        __attribute__((visibility("default"))) void symbol(long *turn) { \\
            const float *const *in = (const float *const *) turn[1]; \\
            for (long call = 0; call < turn[0]; call++) { \\
                if (call % 2) { forget((const char *) turn[2], turn[9]); } \\
                volatile unsigned keep = read_all((const word *) turn[5], turn[6]); \\
                for (long part = -1; turn[6] > 0 && part < turn[8]; part++) { \\
                    keep = part < 0 ? read_all((const word *) turn[3], turn[7]) : read_all((const word *) in[part], turn[10 + part]); \\
                } \\
                __sync_synchronize(); \\
                long before = (long) __builtin_readcyclecounter(); \\
                symbol##_kernel(in, (const float *) turn[2], (float *) turn[3], (float *) turn[4]); \\
                turn[10 + turn[8] + call] = (long) __builtin_readcyclecounter() - before; \\
            } \\
        }
        """;

    private final Toolchain toolchain;
    private final Isa isa;
    private final UnaryOperator<String> change;

    /** @param change to the source of each variant, to see what becomes of a wrong one */
    VariantCompiler(Toolchain toolchain, Isa isa, UnaryOperator<String> change) {
        this.toolchain = toolchain;
        this.isa = isa;
        this.change = change;
    }

    /**
     * What came of some variants.
     *
     * @param objects  by variant
     * @param failures what the compiler said of those that it refused
     */
    record Compiled(Map<Variant, Path> objects, Map<Variant, String> failures) {
    }

    /** Compiles variants to one object in {@code folder}, or each to its own. */
    Compiled compile(List<Variant> variants, Path folder) {
        Compiled compiled = new Compiled(new LinkedHashMap<>(), new LinkedHashMap<>());
        try {
            Path object = object(variants, folder);
            variants.forEach(variant -> compiled.objects().put(variant, object));
        } catch (CompileFailed together) {
            variants.forEach(variant -> compileAlone(variant, folder, compiled));
        }
        return compiled;
    }

    private void compileAlone(Variant variant, Path folder, Compiled compiled) {
        try {
            compiled.objects().put(variant, object(List.of(variant), folder));
        } catch (CompileFailed alone) {
            compiled.failures().put(variant, alone.getMessage());
        }
    }

    private Path object(List<Variant> variants, Path folder) {
        String name = variants.get(0).symbol() + "_" + variants.size();
        String text = NetworkSource.prelude(isa) + HARNESS
            + variants.stream().map(Variant::source).map(change).collect(Collectors.joining());
        Path object = folder.resolve(name + ".so");
        toolchain.compile(new CompileJob(new CSource(name + ".c", text), OutputKind.SHARED_OBJECT, NetworkCompiler.TARGET, flags(isa), object));
        return object;
    }

    /** Those of networks. */
    static List<String> flags(Isa isa) {
        List<String> flags = new ArrayList<>(NetworkCompiler.FLAGS);
        flags.addAll(isa.flags());
        return flags;
    }
}
