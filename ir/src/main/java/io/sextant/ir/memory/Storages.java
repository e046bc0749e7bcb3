package io.sextant.ir.memory;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalLong;

/**
 * The storages of a workload: activations that are views of one another lie in one, numbered by the activation that is first in it.
 * Sizes and distances are rounded up to the alignment.
 */
final class Storages {
    private final Workload workload;
    private final int[] root;
    private final BitSet[] touching;
    private final BitSet kept = new BitSet();

    Storages(Workload workload) {
        this.workload = workload;
        int count = workload.activations().size();
        root = new int[count];
        touching = new BitSet[count];
        for (int i = 0; i < count; i++) {
            root[i] = i;
            touching[i] = new BitSet(workload.tasks().size());
        }
        for (int index = 0; index < workload.tasks().size(); index++) {
            Task task = workload.tasks().get(index);
            if (task.view().isPresent()) {
                root[task.result()] = root[task.view().getAsInt()];
            }
            for (int storage : touched(index)) {
                touching[storage].set(index);
            }
        }
        workload.outputs().forEach(output -> kept.set(root[output]));
    }

    int of(int activation) {
        return root[activation];
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

    /** Whether a task's result begins a storage. */
    boolean makes(int task) {
        return workload.tasks().get(task).view().isEmpty();
    }

    /** How far behind a task's result a storage that dies with the task has to begin at least; empty if they may not overlap. */
    OptionalLong distance(int task, int storage) {
        if (!makes(task)) {
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
                distance = Math.max(distance, workload.aligned(declared.getAsLong()));
            }
        }
        return distance < 0 ? OptionalLong.empty() : OptionalLong.of(distance);
    }
}
