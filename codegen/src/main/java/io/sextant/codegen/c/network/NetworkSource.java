package io.sextant.codegen.c.network;

import io.sextant.codegen.c.family.Families;
import io.sextant.codegen.c.family.Instance;
import io.sextant.codegen.c.family.Lowered;
import io.sextant.codegen.c.family.Schedule;
import io.sextant.codegen.c.family.WeightBlock;
import io.sextant.ir.digest.Sha256;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.Port;
import io.sextant.ir.kernel.Fusion;
import io.sextant.ir.kernel.Kernels;
import io.sextant.ir.kernel.PlacedKernel;
import io.sextant.ir.memory.Effort;
import io.sextant.ir.memory.MemoryPlan;
import io.sextant.ir.memory.Sharing;
import io.sextant.ir.memory.Storing;
import io.sextant.ir.op.Reshape;
import io.sextant.ir.op.Value;
import io.sextant.ir.type.DType;
import io.sextant.kernel.Isa;
import io.sextant.kernel.KernelSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A whole network as one translation unit. It exports
 * <pre>
 * void run(float *arena)        one inference: inputs and outputs lie in the arena
 * void run_trace(long *trace)   the same on the arena whose address is trace[0]; adds the cycles of layer i to trace[1 + i]
 * </pre>
 * and as long integers {@code run_layout}: bytes of the arena; number of inputs, offset and bytes of each; the same of the outputs;
 * number of layers. Where weights are not part of the object, both functions take their address as second parameter; {@code run_mapped}
 * are then the bytes and the CRC-32 of their file. Where not all inputs are f32, {@code run_types} are their element types, as in
 * {@code "f32 i64"}.
 */
public final class NetworkSource {
    /** What the address of the arena is a multiple of. */
    public static final int ALIGNMENT = 64;
    private static final String EXPORTED = "__attribute__((visibility(\"default\"))) ";

    private final Isa isa;
    private final MemoryPlan plan;
    private final List<Instance> instances = new ArrayList<>();

    /** @param schedules the schedule of each kernel, by its place among the graph's kernels */
    public NetworkSource(Graph graph, Isa isa, Function<PlacedKernel, Schedule> schedules) {
        this(graph, isa, Families.FUSION, schedules);
    }

    /** @param fusion what becomes one kernel */
    NetworkSource(Graph given, Isa isa, Fusion fusion, Function<PlacedKernel, Schedule> schedules) {
        this.isa = isa;
        Graph graph = CopyConstantOutputs.of(given);
        Families families = new Families(new Lowered(isa, graph.constants()::get));
        Map<Value, Instance> made = new HashMap<>();
        for (PlacedKernel kernel : Kernels.of(graph, fusion)) {
            made.put(kernel.result(), families.of(kernel).instance(kernel, schedules.apply(kernel)));
        }
        Storing storing = new Storing(Sharing.IN_PLACE, ALIGNMENT, kernel -> 4 * made.get(kernel.result()).scratchFloats());
        plan = MemoryPlan.of(graph, fusion, storing, Effort.BRIEF);
        plan.ordered().forEach(kernel -> InPlace.require(kernel, plan::offset));
        plan.ordered().forEach(kernel -> instances.add(made.get(kernel.result())));
    }

    /** Kernels that run, in their order: all but views. */
    public List<PlacedKernel> layers() {
        return plan.ordered().stream().filter(kernel -> !isView(kernel)).toList();
    }

    /** With a vector behind the last tensor for loads beyond the end. */
    public long arenaBytes() {
        return plan.arena().peakBytes() + 4L * isa.lanes();
    }

    /** Where an input or output lies in the arena, in bytes. */
    public long offset(Value value) {
        return plan.offset(value);
    }

    private String types(String entry) {
        List<DType> types = plan.graph().inputs().stream().map(port -> port.value().type().dtype()).toList();
        return types.stream().allMatch(DType.F32::equals) ? "" : EXPORTED + "const char " + entry + "_types[] = \""
            + types.stream().map(DType::text).collect(Collectors.joining(" ")) + "\";\n";
    }

    private String layout() {
        StringBuilder text = new StringBuilder().append(arenaBytes());
        for (List<Port> ports : List.of(plan.graph().inputs(), plan.graph().outputs())) {
            text.append(", ").append(ports.size());
            ports.forEach(port -> text.append(", ").append(plan.offset(port.value())).append(", ").append(port.value().type().bytes()));
        }
        return text.append(", ").append(layers().size()).toString();
    }

    /** Packed weights of all kernels, one after the other. */
    public List<WeightBlock> weights() {
        return IntStream.range(0, instances.size()).filter(i -> !isView(plan.ordered().get(i))).mapToObj(i -> instances.get(i).packed())
            .toList();
    }

    /**
     * The translation unit.
     *
     * @param entry name of the exported function
     * @param placed where weights are
     */
    public String text(String entry, PlacedWeights placed) {
        return prelude(isa) + body(entry, placed, new HashMap<>());
    }

    /** What a translation unit of any networks begins with. */
    public static String prelude(Isa isa) {
        return "#define LANES " + isa.lanes() + "\n" + KernelSource.text(KernelSource.VECTOR, KernelSource.FUNCTIONS);
    }

    /** @param symbols functions that the translation unit has already, by the digests of their code; those of this network are added */
    String body(String entry, PlacedWeights placed, Map<String, String> symbols) {
        StringBuilder kernels = new StringBuilder();
        List<String> calls = new ArrayList<>();
        long at = 0;
        for (int i = 0; i < instances.size(); i++) {
            PlacedKernel kernel = plan.ordered().get(i);
            if (isView(kernel)) {
                continue;
            }
            Instance instance = instances.get(i);
            String symbol = symbol(instance, symbols, kernels);
            calls.add(call(kernel, i, symbol, at));
            at += instance.packed().floats();
        }
        return placed.declaration(entry, EXPORTED) + kernels
            + EXPORTED + "const long " + entry + "_layout[] = { " + layout() + " };\n" + types(entry) + EXPORTED + "void " + entry
            + "(float *arena" + placed.parameter() + ") {\n    const float *w = " + placed.expression(entry) + ";\n" + String.join("", calls)
            + "}\n" + traced(entry, placed, calls);
    }

    /** A cycle counter, unlike a clock, costs less than the smallest kernel. */
    private static String traced(String entry, PlacedWeights placed, List<String> calls) {
        StringBuilder text = new StringBuilder(EXPORTED).append("void ").append(entry).append("_trace(long *trace")
            .append(placed.parameter()).append(") {\n    float *arena = (float *) trace[0];\n    const float *w = ")
            .append(placed.expression(entry)).append(";\n    long before = (long) __builtin_readcyclecounter(), after;\n");
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
    private static String symbol(Instance instance, Map<String, String> symbols, StringBuilder kernels) {
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
        return "    /* " + kernel.kernel().label() + " */\n    " + symbol + "((const float *const[]) { " + inputs + "0 }, w + " + weightsAt + ", arena + "
            + plan.offset(kernel.result()) / 4 + ", arena + " + plan.arena().scratchOffsets().get(index) / 4 + ");\n";
    }
}
