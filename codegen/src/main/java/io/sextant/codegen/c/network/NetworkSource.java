package io.sextant.codegen.c.network;

import io.sextant.codegen.c.family.Families;
import io.sextant.codegen.c.family.Instance;
import io.sextant.codegen.c.family.Lowered;
import io.sextant.codegen.c.family.Schedule;
import io.sextant.codegen.c.family.WeightBlock;
import io.sextant.ir.digest.Sha256;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.Port;
import io.sextant.ir.kernel.Kernels;
import io.sextant.ir.kernel.PlacedKernel;
import io.sextant.ir.memory.Effort;
import io.sextant.ir.memory.MemoryPlan;
import io.sextant.ir.memory.Sharing;
import io.sextant.ir.memory.Storing;
import io.sextant.ir.op.Reshape;
import io.sextant.ir.op.Value;
import io.sextant.kernel.Isa;
import io.sextant.kernel.KernelSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A whole network as one translation unit. It exports
 * <pre>
 * void run(float *arena)        one inference: inputs and outputs lie in the arena
 * void run_trace(long *trace)   the same on the arena whose address is trace[0]; adds the cycles of layer i to trace[1 + i]
 * </pre>
 * and as long integers {@code run_layout}: bytes of the arena; number of inputs, offset and bytes of each; the same of the outputs;
 * number of layers. Weights come from a file by {@code .incbin}.
 */
public final class NetworkSource {
    private static final int ALIGNMENT = 64;
    private static final String EXPORTED = "__attribute__((visibility(\"default\"))) ";

    private final Isa isa;
    private final MemoryPlan plan;
    private final List<Instance> instances = new ArrayList<>();
    private final Map<String, String> symbols = new LinkedHashMap<>();
    private final List<WeightBlock> weights = new ArrayList<>();

    /** @param schedules the schedule of each kernel, by its place among the graph's kernels */
    public NetworkSource(Graph graph, Isa isa, Function<PlacedKernel, Schedule> schedules) {
        this.isa = isa;
        Families families = new Families(new Lowered(isa, graph.constants()::get));
        Map<Value, Instance> made = new HashMap<>();
        for (PlacedKernel kernel : Kernels.of(graph, Families.FUSION)) {
            made.put(kernel.result(), families.of(kernel).instance(kernel, schedules.apply(kernel)));
        }
        Storing storing = new Storing(Sharing.IN_PLACE, ALIGNMENT, kernel -> 4 * made.get(kernel.result()).scratchFloats());
        plan = MemoryPlan.of(graph, Families.FUSION, storing, Effort.BRIEF);
        plan.ordered().forEach(kernel -> instances.add(made.get(kernel.result())));
    }

    /** Kernels that run, in their order: all but views. */
    public List<PlacedKernel> layers() {
        return plan.ordered().stream().filter(kernel -> !isView(kernel)).toList();
    }

    /** With a vector behind the arena for loads beyond the end. */
    private String layout() {
        StringBuilder text = new StringBuilder().append(plan.arena().peakBytes() + 4L * isa.lanes());
        for (List<Port> ports : List.of(plan.graph().inputs(), plan.graph().outputs())) {
            text.append(", ").append(ports.size());
            ports.forEach(port -> text.append(", ").append(plan.offset(port.value())).append(", ").append(port.value().type().bytes()));
        }
        return text.append(", ").append(layers().size()).toString();
    }

    /** Packed weights of all kernels, in the order of the file. */
    List<WeightBlock> weights() {
        return List.copyOf(weights);
    }

    /**
     * The translation unit.
     *
     * @param entry name of the exported function
     * @param weightsFile path of the weights
     */
    String text(String entry, String weightsFile) {
        StringBuilder kernels = new StringBuilder();
        List<String> calls = new ArrayList<>();
        long at = 0;
        weights.clear();
        for (int i = 0; i < instances.size(); i++) {
            PlacedKernel kernel = plan.ordered().get(i);
            if (isView(kernel)) {
                continue;
            }
            Instance instance = instances.get(i);
            String symbol = symbol(instance, kernels);
            calls.add(call(kernel, i, symbol, at));
            weights.add(instance.packed());
            at += instance.packed().floats();
        }
        return "#define LANES " + isa.lanes() + "\n" + KernelSource.VECTOR.text()
            + "__asm__(\".section .rodata\\n.balign 64\\n" + entry + "_weights:\\n.incbin \\\"" + weightsFile + "\\\"\\n.text\\n\");\n"
            + "extern const float " + entry + "_weights[] __attribute__((visibility(\"hidden\")));\n" + kernels
            + EXPORTED + "const long " + entry + "_layout[] = { " + layout() + " };\n" + EXPORTED + "void " + entry
            + "(float *arena) {\n    const float *w = " + entry + "_weights;\n" + String.join("", calls) + "}\n" + traced(entry, calls);
    }

    /** A cycle counter, unlike a clock, costs less than the smallest kernel. */
    private static String traced(String entry, List<String> calls) {
        StringBuilder text = new StringBuilder(EXPORTED).append("void ").append(entry).append("_trace(long *trace) {\n")
            .append("    float *arena = (float *) trace[0];\n    const float *w = ").append(entry)
            .append("_weights;\n    long before = (long) __builtin_readcyclecounter(), after;\n");
        for (int i = 0; i < calls.size(); i++) {
            text.append(calls.get(i)).append("    after = (long) __builtin_readcyclecounter();\n    trace[").append(1 + i)
                .append("] += after - before;\n    before = after;\n");
        }
        return text.append("}\n").toString();
    }

    /** A reshape whose result lies where its operand does. */
    private boolean isView(PlacedKernel kernel) {
        return kernel.nodes().size() == 1 && kernel.nodes().get(0).op() instanceof Reshape
            && kernel.inputs().size() == 1 && plan.offset(kernel.inputs().get(0)) == plan.offset(kernel.result());
    }

    /** The function of this code, which is written once however many kernels run it. */
    private String symbol(Instance instance, StringBuilder kernels) {
        return symbols.computeIfAbsent(Sha256.of(instance.source("")), digest -> {
            String symbol = "kernel" + symbols.size();
            kernels.append(instance.source(symbol).replace("static void NAME()", "static __attribute__((noinline)) void NAME()"));
            return symbol;
        });
    }

    private String call(PlacedKernel kernel, int task, String symbol, long weightsAt) {
        StringBuilder inputs = new StringBuilder();
        for (Value input : kernel.inputs()) {
            inputs.append("arena + ").append(plan.offset(input) / 4).append(", ");
        }
        int index = plan.arena().order().get(task);
        return "    " + symbol + "((const float *const[]) { " + inputs + "0 }, w + " + weightsAt + ", arena + "
            + plan.offset(kernel.result()) / 4 + ", arena + " + plan.arena().scratchOffsets().get(index) / 4 + ");\n";
    }
}
