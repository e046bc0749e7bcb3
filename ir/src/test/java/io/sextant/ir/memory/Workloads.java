package io.sextant.ir.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Small workloads, random ones a function of their seed. */
final class Workloads {
    private Workloads() {
    }

    static Workload random(long seed, int tasks, boolean overlapping) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Activation> activations = new ArrayList<>(List.of(new Activation("in0", random.nextInt(60)), new Activation("in1", random.nextInt(60))));
        List<Task> list = new ArrayList<>();
        for (int i = 0; i < tasks; i++) {
            int result = activations.size();
            List<Integer> operands = IntStream.range(0, 1 + random.nextInt(3)).map(k -> random.nextInt(result)).distinct().boxed().toList();
            int first = operands.get(0);
            boolean isView = random.nextInt(6) == 0;
            long bytes = isView || random.nextInt(3) == 0 ? activations.get(first).bytes() : random.nextInt(60);
            activations.add(new Activation("t" + i, bytes));
            List<Overlap> overlaps = new ArrayList<>();
            if (overlapping && !isView) {
                operands.stream().filter(operand -> random.nextBoolean()).forEach(operand ->
                    overlaps.add(new Overlap(operand, activations.get(operand).bytes() == bytes ? 0 : random.nextLong(bytes + 1))));
            }
            list.add(new Task("task" + i, operands, result, isView ? OptionalInt.of(first) : OptionalInt.empty(),
                random.nextInt(5) == 0 ? random.nextInt(40) : 0, overlaps));
        }
        int outputs = 1 + random.nextInt(2);
        return new Workload(activations, list, List.of(0, 1), random.ints(outputs, 0, activations.size()).distinct().boxed().toList(),
            1 << random.nextInt(4));
    }

    /** Without overlaps, with slices of activations and concatenations of those that lie nowhere else; sizes are multiples of 16. */
    static Workload joined(long seed, int tasks) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Activation> activations = new ArrayList<>(List.of(new Activation("in0", 32), new Activation("in1", 64)));
        List<Task> list = new ArrayList<>();
        Grouping grouping = new Grouping(activation -> activations.get(activation).bytes());
        for (int i = 0; i < tasks; i++) {
            int result = activations.size();
            List<Integer> operands = random.ints(1 + random.nextInt(3), 0, result).distinct().boxed().toList();
            List<View> views = views(random.nextInt(3), operands, activations, grouping);
            long bytes = views.isEmpty() ? 16L * (1 + random.nextInt(5)) : views.get(0).inner() == result ? 16
                : operands.stream().mapToLong(operand -> activations.get(operand).bytes()).sum();
            activations.add(new Activation("t" + i, bytes));
            views.forEach(grouping::lay);
            list.add(new Task("task" + i, operands, result, views, random.nextInt(5) == 0 ? 16 : 0, List.of()));
        }
        return new Workload(activations, list, List.of(0, 1), List.of(activations.size() - 1), 16);
    }

    private static List<View> views(int kind, List<Integer> operands, List<Activation> activations, Grouping grouping) {
        int result = activations.size();
        List<View> views = new ArrayList<>();
        if (kind == 0) {
            return List.of(new View(result, operands.get(0), activations.get(operands.get(0)).bytes() - 16));
        }
        boolean whole = operands.stream().allMatch(grouping::isWhole)
            && operands.stream().map(grouping::root).distinct().count() == operands.size();
        long offset = 0;
        for (int operand : kind == 1 && whole ? operands : List.<Integer>of()) {
            views.add(new View(operand, result, offset));
            offset += activations.get(operand).bytes();
        }
        return views;
    }

    /** Every order in which the tasks can run. */
    static List<List<Integer>> orders(Workload workload) {
        List<List<Integer>> orders = new ArrayList<>();
        extend(workload, new ArrayList<>(), new ArrayList<>(workload.inputs()), orders);
        return orders;
    }

    private static void extend(Workload workload, List<Integer> order, List<Integer> there, List<List<Integer>> orders) {
        if (order.size() == workload.tasks().size()) {
            orders.add(List.copyOf(order));
        }
        for (int i = 0; i < workload.tasks().size(); i++) {
            Task task = workload.tasks().get(i);
            if (!order.contains(i) && there.containsAll(task.operands())) {
                order.add(i);
                there.add(task.result());
                extend(workload, order, there, orders);
                order.remove(order.size() - 1);
                there.remove(there.size() - 1);
            }
        }
    }
}
