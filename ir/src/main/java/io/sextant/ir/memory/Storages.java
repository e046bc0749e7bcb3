package io.sextant.ir.memory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * The storages of a workload: activations that are views of one another lie in one, numbered by the activation that all of them lie in.
 * Sizes and distances are rounded up to the alignment.
 */
final class Storages {
    private final Workload workload;
    private final Grouping grouping;
    private final int[] root;
    private final BitSet[] touching;
    private final BitSet kept = new BitSet();
    private final BitSet given = new BitSet();
    private final int[] makers;

    Storages(Workload workload) {
        this.workload = workload;
        int count = workload.activations().size();
        grouping = new Grouping(activation -> workload.activations().get(activation).bytes());
        workload.tasks().forEach(task -> task.views().forEach(grouping::lay));
        root = IntStream.range(0, count).map(grouping::root).toArray();
        touching = new BitSet[count];
        Arrays.setAll(touching, i -> new BitSet(workload.tasks().size()));
        makers = new int[count];
        workload.inputs().forEach(input -> {
            given.set(root[input]);
            makers[root[input]]++;
        });
        for (int index = 0; index < workload.tasks().size(); index++) {
            makers[root[workload.tasks().get(index).result()]] += makes(index) ? 1 : 0;
            for (int storage : touched(index)) {
                touching[storage].set(index);
            }
        }
        workload.outputs().forEach(output -> kept.set(root[output]));
    }

    int of(int activation) {
        return root[activation];
    }

    /** Where an activation begins in its storage. */
    long offset(int activation) {
        return grouping.offset(activation);
    }

    /** The storages that there are. */
    List<Integer> all() {
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < root.length; i++) {
            if (root[i] == i) {
                all.add(i);
            }
        }
        return all;
    }

    long bytes(int storage) {
        return workload.aligned(workload.activations().get(storage).bytes());
    }

    /** The storages that a task uses or makes, each once, the result's last. */
    List<Integer> touched(int task) {
        List<Integer> storages = new ArrayList<>(used(task));
        int made = root[workload.tasks().get(task).result()];
        storages.remove((Integer) made);
        storages.add(made);
        return storages;
    }

    private List<Integer> used(int task) {
        return workload.tasks().get(task).operands().stream().map(this::of).distinct().toList();
    }

    /** The tasks that use or make {@code storage}; it dies with the last of them unless it is kept. */
    BitSet touching(int storage) {
        return touching[storage];
    }

    /** Whether {@code storage} holds an output. */
    boolean isKept(int storage) {
        return kept.get(storage);
    }

    /** Whether {@code storage} holds an input. */
    boolean isGiven(int storage) {
        return given.get(storage);
    }

    /** Whether a task writes its result, which begins a storage unless another part of that is there already. */
    boolean makes(int task) {
        return !workload.tasks().get(task).isView();
    }

    /** Whether a task begins the storage of its result after those in {@code done}. */
    boolean begins(int task, BitSet done) {
        int made = root[workload.tasks().get(task).result()];
        return makes(task) && (makers[made] == 1 || !given.get(made) && !touching[made].intersects(done));
    }

    /**
     * How far behind the storage of a task's result a storage that dies with the task has to begin at least; empty if they may not overlap, as
     * where others write to the result's storage too.
     */
    OptionalLong distance(int task, int storage) {
        int made = root[workload.tasks().get(task).result()];
        if (!makes(task) || makers[made] > 1) {
            return OptionalLong.empty();
        }
        long distance = -1;
        Task step = workload.tasks().get(task);
        for (int operand : step.operands()) {
            if (root[operand] == storage) {
                OptionalLong declared = step.overlaps().stream().filter(overlap -> overlap.operand() == operand)
                    .mapToLong(Overlap::distance).max();
                if (declared.isEmpty()) {
                    return OptionalLong.empty();
                }
                long behind = declared.getAsLong() + offset(step.result()) - offset(operand);
                distance = Math.max(distance, workload.aligned(Math.max(0, behind)));
            }
        }
        return distance < 0 ? OptionalLong.empty() : OptionalLong.of(distance);
    }
}
