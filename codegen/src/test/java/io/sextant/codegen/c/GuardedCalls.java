package io.sextant.codegen.c;

import io.sextant.codegen.c.family.Families;
import io.sextant.codegen.c.family.Instance;
import io.sextant.codegen.c.family.Lowered;
import io.sextant.codegen.c.family.Schedule;
import io.sextant.codegen.c.network.NetworkSource;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.kernel.PlacedKernel;
import io.sextant.ir.op.Value;
import io.sextant.ir.type.DType;
import io.sextant.kernel.Isa;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A translation unit in which each kernel runs on copies of its operands, weights and scratch, and writes to a copy of its result, that lie
 * between pages nobody may touch: whoever reads or writes beyond them ends with a segmentation fault. What a kernel may read beyond f32
 * activations, LANES - 1 floats, is left for it.
 */
final class GuardedCalls {
    /** Where in its pages a copy lies. */
    enum Place { AT_THE_BEGIN, AT_THE_END }

    private static final Pattern CALL = Pattern.compile(
        "    (kernel\\d+)\\(\\(const float \\*const\\[\\]\\) \\{ (.*)0 \\}, w \\+ (\\d+), arena \\+ (\\d+), arena \\+ (\\d+)\\);\n");
    /** System calls of Linux on x86-64: mmap is 9, mprotect 10, munmap 11. */
    private static final String MEMORY = """
        enum { PAGE = 4096 };
        static long system_call(long number, long a, long b, long c, long d) {
            register long flags __asm__("r10") = d;
            register long file __asm__("r8") = -1;
            register long offset __asm__("r9") = 0;
            long result;
            __asm__ volatile("syscall" : "=a"(result) : "a"(number), "D"(a), "S"(b), "d"(c), "r"(flags), "r"(file), "r"(offset)
                : "rcx", "r11", "memory");
            return result;
        }
        typedef struct { char *pages; long inner; char *at; } guarded;
        static guarded copied(const void *from, long bytes, long more) {
            long inner = CEILING(bytes + more, PAGE) * PAGE;
            char *pages = (char *) system_call(9, 0, inner + 2 * PAGE, 3, 0x22);
            system_call(10, (long) pages, PAGE, 0, 0);
            system_call(10, (long) pages + PAGE + inner, PAGE, 0, 0);
            memset(pages + PAGE, 0xff, inner);
            char *at = AT_THE_END ? pages + PAGE + inner - more - bytes : pages + PAGE;
            if (from) {
                memcpy(at, from, bytes);
            }
            return (guarded) { pages, inner, at };
        }
        static void released(guarded copy) { system_call(11, (long) copy.pages, copy.inner + 2 * PAGE, 0, 0); }
        """;

    private final List<PlacedKernel> kernels;
    private final Families families;
    private final Function<PlacedKernel, Schedule> schedules;
    private final Place place;
    private int next;

    GuardedCalls(Graph graph, Isa isa, Function<PlacedKernel, Schedule> schedules, Place place) {
        this.kernels = new NetworkSource(graph, isa, schedules).layers();
        this.families = new Families(new Lowered(isa, graph.constants()::get));
        this.schedules = schedules;
        this.place = place;
    }

    /** @param text a translation unit of the graph */
    String of(String text) {
        next = 0;
        String guarded = CALL.matcher(text).replaceAll(call -> Matcher.quoteReplacement(block(call.group(1), call.group(2), call.group(3),
            call.group(4))));
        if (next != 2 * kernels.size()) {
            throw new IllegalStateException("the text has " + next + " calls, the graph " + kernels.size() + " kernels");
        }
        if (kernels.isEmpty()) {
            return guarded;
        }
        int functions = guarded.indexOf("#define NAME(part)");
        return guarded.substring(0, functions) + "enum { AT_THE_END = " + place.ordinal() + " };\n" + MEMORY + guarded.substring(functions);
    }

    /** Calls come twice, in the network and in its traced form. */
    private String block(String symbol, String inputs, String weights, String result) {
        PlacedKernel kernel = kernels.get(next++ % kernels.size());
        Instance instance = families.of(kernel).instance(kernel, schedules.apply(kernel));
        StringBuilder text = new StringBuilder("{\n");
        StringBuilder pointers = new StringBuilder();
        List<String> copies = new ArrayList<>(List.of("weights", "result", "scratch"));
        for (int i = 0; i < kernel.inputs().size(); i++) {
            Value input = kernel.inputs().get(i);
            text.append(copy("input" + i, inputs.split(", ")[i], input.type().bytes(),
                input.type().dtype() == DType.F32 ? "4 * (LANES - 1)" : "0"));
            pointers.append("(const float *) input").append(i).append(".at, ");
            copies.add("input" + i);
        }
        long bytes = kernel.result().type().bytes();
        text.append(copy("weights", "w + " + weights, 4 * instance.packed().floats(), "0")).append(copy("result", "0", bytes, "0"))
            .append(copy("scratch", "0", 4 * instance.scratchFloats(), "0")).append(symbol).append("((const float *const[]) { ")
            .append(pointers).append("0 }, (const float *) weights.at, (float *) result.at, (float *) scratch.at);\nmemcpy(arena + ")
            .append(result).append(", result.at, ").append(bytes).append(");\n");
        copies.forEach(copy -> text.append("released(").append(copy).append(");\n"));
        return text.append("}\n").toString();
    }

    private static String copy(String name, String from, long bytes, String more) {
        return "guarded " + name + " = copied(" + from + ", " + bytes + ", " + more + ");\n";
    }
}
