package io.sextant.ir.memory;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.Port;
import io.sextant.ir.kernel.PlacedKernel;
import io.sextant.ir.op.Concat;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Reshape;
import io.sextant.ir.op.Slice;
import io.sextant.ir.op.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.ToLongFunction;

/** The workload of a graph's kernels: its inputs and the results of kernels are activations, one task for each kernel in their order. */
final class KernelWorkload {
    private final Graph graph;
    private final Storing storing;
    private final Map<Value, Integer> activations = new HashMap<>();
    private final List<Activation> list = new ArrayList<>();
    private final Set<Value> laid;
    private final Grouping grouping = new Grouping(activation -> list.get(activation).bytes());

    KernelWorkload(Graph graph, Storing storing) {
        this(graph, storing, Set.of());
    }

    /** @param laid results of concatenations and slices that are no steps, as far as nothing lies elsewhere already: see {@link SubBuffers} */
    KernelWorkload(Graph graph, Storing storing, Set<Value> laid) {
        this.graph = graph;
        this.storing = storing;
        this.laid = laid;
    }

    Workload of(List<PlacedKernel> kernels) {
        addInputs();
        return workload(kernels.stream().map(this::added).toList());
    }

    /**
     * The same with the first kernels run patch by patch, each patch's results in the place of those of the patch before. What the patches
     * make together is there from the first of them on, and their inputs until the last.
     */
    Workload of(List<PlacedKernel> kernels, PatchRegion region, ToLongFunction<Value> patchBytes) {
        addInputs();
        Value stage = region.stage();
        int assembled = add(name(stage) + " of all patches", stage.type().bytes());
        List<Task> tasks = new ArrayList<>();
        tasks.add(new Task("begin of the patches", List.of(), assembled, OptionalInt.empty(), 0, List.of()));
        for (PlacedKernel kernel : kernels.subList(0, region.kernels().size())) {
            boolean isLast = kernel.result().equals(stage);
            List<Integer> operands = new ArrayList<>(kernel.inputs().stream().map(activations::get).toList());
            operands.add(assembled);
            if (isLast) {
                region.inputs().stream().map(activations::get).filter(input -> !operands.contains(input)).forEach(operands::add);
            }
            add(kernel.result(), (isLast ? "" : "patch of ") + name(kernel.result()), isLast ? stage.type().bytes()
                : patchBytes.applyAsLong(kernel.result()));
            tasks.add(new Task(kernel.kernel().label() + " by patches", operands, activations.get(kernel.result()),
                isLast ? OptionalInt.of(assembled) : OptionalInt.empty(), storing.scratch().applyAsLong(kernel), List.of()));
        }
        kernels.subList(region.kernels().size(), kernels.size()).forEach(kernel -> tasks.add(added(kernel)));
        return workload(tasks);
    }

    private void addInputs() {
        graph.inputs().forEach(input -> add(input.value(), name(input.value()), input.value().type().bytes()));
    }

    private Task added(PlacedKernel kernel) {
        add(kernel.result(), name(kernel.result()), kernel.result().type().bytes());
        return task(kernel);
    }

    private Workload workload(List<Task> tasks) {
        return new Workload(list, tasks, graph.inputs().stream().map(input -> activations.get(input.value())).toList(),
            graph.outputs().stream().map(Port::value).filter(value -> !graph.isConstant(value)).map(activations::get).distinct().toList(),
            storing.alignment());
    }

    /** The indexes of the values that are activations. */
    Map<Value, Integer> activations() {
        return activations;
    }

    private void add(Value value, String name, long bytes) {
        activations.put(value, add(name, bytes));
    }

    private int add(String name, long bytes) {
        list.add(new Activation(name, bytes));
        return list.size() - 1;
    }

    private String name(Value value) {
        List<Port> ports = new ArrayList<>(graph.inputs());
        ports.addAll(graph.outputs());
        return ports.stream().filter(port -> port.value().equals(value)).map(port -> port.name() + " ").findFirst().orElse("") + value;
    }

    private Task task(PlacedKernel kernel) {
        List<Integer> operands = kernel.inputs().stream().map(activations::get).toList();
        List<View> views = views(kernel, activations.get(kernel.result()));
        views.forEach(grouping::lay);
        boolean isView = !views.isEmpty();
        return new Task(kernel.kernel().label(), operands, activations.get(kernel.result()), views,
            isView ? 0 : storing.scratch().applyAsLong(kernel),
            isView ? List.of() : KernelAccess.overlaps(kernel, activations, storing.sharing()));
    }

    private List<View> views(PlacedKernel kernel, int result) {
        Op op = kernel.nodes().get(0).op();
        if (kernel.nodes().size() > 1 || kernel.inputs().isEmpty()) {
            return List.of();
        }
        if (op instanceof Reshape reshape && storing.sharing().allows(Sharing.Kind.VIEWS)) {
            return List.of(new View(result, activations.get(reshape.input()), 0));
        }
        if (op instanceof Slice slice && laid.contains(kernel.result())) {
            return List.of(new View(result, activations.get(slice.input()), SubBuffers.offset(slice).orElseThrow()));
        }
        return op instanceof Concat concat && laid.contains(kernel.result()) ? parts(concat, result) : List.of();
    }

    /** Empty if one of the parts lies elsewhere already. */
    private List<View> parts(Concat concat, int result) {
        List<View> views = new ArrayList<>();
        Set<Integer> roots = new HashSet<>();
        long offset = 0;
        for (Value input : concat.inputs()) {
            int part = activations.get(input);
            if (!grouping.isWhole(part) || !roots.add(grouping.root(part))) {
                return List.of();
            }
            views.add(new View(part, result, offset));
            offset += input.type().bytes();
        }
        return views;
    }
}
