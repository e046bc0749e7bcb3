package io.sextant.ir.memory;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What is to be planned: activations and the steps that make them, in an order in which they can run.
 *
 * @param inputs activations that are there at the start; every other is the result of one task, before it is an operand
 * @param outputs activations that are there at the end
 * @param alignment what every offset is a multiple of, a power of two; sizes count rounded up to it
 */
public record Workload(List<Activation> activations, List<Task> tasks, List<Integer> inputs, List<Integer> outputs, int alignment) {
    public Workload {
        activations = List.copyOf(activations);
        tasks = List.copyOf(tasks);
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        if (alignment < 1 || Integer.bitCount(alignment) != 1) {
            throw new IllegalArgumentException("alignment is a power of two, got " + alignment);
        }
        Set<Integer> defined = new HashSet<>(inputs);
        for (Task task : tasks) {
            if (!defined.containsAll(task.operands())) {
                throw new IllegalArgumentException(task.name() + " has operands " + task.operands() + " that are not made before it");
            }
            if (!defined.add(task.result())) {
                throw new IllegalArgumentException(task.name() + " makes activation " + task.result() + ", which is there already");
            }
            checkViews(activations, task, alignment);
        }
        if (defined.size() != activations.size() || !defined.containsAll(outputs)) {
            throw new IllegalArgumentException(activations.size() + " activations, of which " + defined.size() + " are made; outputs "
                + outputs);
        }
    }

    /** Views begin at aligned offsets and end within what they lie in; several of one result have each byte of it once. */
    private static void checkViews(List<Activation> activations, Task task, int alignment) {
        long end = 0;
        for (View view : task.views()) {
            long bytes = activations.get(view.inner()).bytes();
            long room = activations.get(view.outer()).bytes();
            if (view.offset() + bytes > room || view.offset() % alignment != 0 || view.outer() == task.result() && view.offset() != end) {
                throw new IllegalArgumentException(task.name() + " is a view of " + room + " bytes, got " + bytes + " at " + view.offset());
            }
            end = view.offset() + bytes;
        }
        if (task.isView() && task.views().get(0).outer() == task.result() && end != activations.get(task.result()).bytes()) {
            throw new IllegalArgumentException(task.name() + " is made of " + end + " bytes and has more");
        }
    }

    /** {@code bytes} rounded up to whole units of alignment. */
    public long aligned(long bytes) {
        return (bytes + alignment - 1) / alignment * alignment;
    }

    /** Checks that {@code order} has every task once, each after those that make its operands. */
    void checkOrder(List<Integer> order) {
        Set<Integer> defined = new HashSet<>(inputs);
        for (int index : order) {
            Task task = tasks.get(index);
            if (!defined.containsAll(task.operands()) || !defined.add(task.result())) {
                throw new IllegalArgumentException(task.name() + " cannot run at its place in " + order);
            }
        }
        if (order.size() != tasks.size()) {
            throw new IllegalArgumentException("an order has " + tasks.size() + " tasks, got " + order.size());
        }
    }
}
