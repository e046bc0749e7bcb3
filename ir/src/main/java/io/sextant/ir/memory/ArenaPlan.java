package io.sextant.ir.memory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * A workload in one arena.
 * <ul>
 * <li>A1: the order has every task once, after those that make its operands
 * <li>A2: offsets are not negative and multiples of the alignment; views lie where they say
 * <li>A3: two storages that are alive at the same time share no byte, unless one is the result of the task with which the other dies,
 *     the task says they may overlap, and the other begins behind the result as far as it says
 * <li>A4: scratch shares no byte with what is alive while its task runs
 * <li>A5: no peak is below the bounds
 * </ul>
 *
 * @param order tasks in the order in which they run
 * @param offsets of the activations in the arena, in bytes
 * @param scratchOffsets of the tasks' scratch; 0 where a task needs none
 * @param orderBound no placement for this order has a lower peak
 * @param lowerBound no order has a placement with a lower peak
 */
public record ArenaPlan(Workload workload, List<Integer> order, List<Long> offsets, List<Long> scratchOffsets, long orderBound,
    long lowerBound) {

    /**
     * Where bytes lie, and when: from time {@code first} to {@code last}, both included; 0 is the start, i + 1 while the i-th task of the
     * order runs, and one more than there are tasks is the end.
     *
     * @param activations what lies there, views of one another; empty for scratch
     */
    public record Span(String name, List<Integer> activations, long offset, long bytes, int first, int last) {
        boolean overlaps(Span other) {
            return offset < other.offset + other.bytes && other.offset < offset + bytes;
        }

        boolean meets(Span other) {
            return first <= other.last && other.first <= last;
        }
    }

    public ArenaPlan {
        order = List.copyOf(order);
        offsets = List.copyOf(offsets);
        scratchOffsets = List.copyOf(scratchOffsets);
        workload.checkOrder(order);
        require(offsets.size() == workload.activations().size() && scratchOffsets.size() == workload.tasks().size(), "A2",
            "one offset for each activation and task, got " + offsets.size() + " and " + scratchOffsets.size());
        for (Task task : workload.tasks()) {
            for (View view : task.views()) {
                require(offsets.get(view.inner()) == offsets.get(view.outer()) + view.offset(), "A2",
                    task.name() + " is a view and lies elsewhere");
            }
        }
        List<Span> spans = spans(workload, order, offsets, scratchOffsets);
        for (Span span : spans) {
            require(span.offset >= 0 && span.offset % workload.alignment() == 0, "A2", span + " is not aligned");
        }
        checkOverlaps(spans, new Lifetimes(workload, order));
        require(peak(spans) >= orderBound && orderBound >= lowerBound, "A5", "peak " + peak(spans) + ", bound of the order " + orderBound
            + ", of all orders " + lowerBound);
    }

    private static void checkOverlaps(List<Span> spans, Lifetimes lifetimes) {
        for (int i = 0; i < spans.size(); i++) {
            for (int j = 0; j < i; j++) {
                Span a = spans.get(i);
                Span b = spans.get(j);
                boolean clash = a.meets(b) && a.overlaps(b) && !mayOverlap(lifetimes, a, b) && !mayOverlap(lifetimes, b, a);
                require(!clash, a.activations().isEmpty() || b.activations().isEmpty() ? "A4" : "A3", a + " and " + b + " overlap");
            }
        }
    }

    private static boolean mayOverlap(Lifetimes lifetimes, Span result, Span operand) {
        if (result.activations().isEmpty() || operand.activations().isEmpty()) {
            return false;
        }
        Storages storages = lifetimes.storages();
        OptionalLong distance = lifetimes.distance(lifetimes.of(storages.of(result.activations().get(0))),
            lifetimes.of(storages.of(operand.activations().get(0))));
        return distance.isPresent() && operand.offset() - result.offset() >= distance.getAsLong();
    }

    private static void require(boolean holds, String constraint, String message) {
        if (!holds) {
            throw new IllegalArgumentException("arena plan " + constraint + ": " + message);
        }
    }

    private static List<Span> spans(Workload workload, List<Integer> order, List<Long> offsets, List<Long> scratchOffsets) {
        Lifetimes lifetimes = new Lifetimes(workload, order);
        Map<Integer, List<Integer>> members = new TreeMap<>();
        for (int i = 0; i < workload.activations().size(); i++) {
            members.computeIfAbsent(lifetimes.storages().of(i), storage -> new ArrayList<>()).add(i);
        }
        List<Span> spans = new ArrayList<>();
        members.forEach((storage, activations) -> {
            Block life = lifetimes.of(storage);
            spans.add(new Span(workload.activations().get(storage).name(), activations, offsets.get(storage), life.bytes(), life.first(),
                life.last()));
        });
        for (int i = 0; i < order.size(); i++) {
            Task task = workload.tasks().get(order.get(i));
            if (task.scratchBytes() > 0) {
                spans.add(new Span("scratch of " + task.name(), List.of(), scratchOffsets.get(order.get(i)),
                    workload.aligned(task.scratchBytes()), i + 1, i + 1));
            }
        }
        return spans;
    }

    private static long peak(List<Span> spans) {
        return spans.stream().mapToLong(span -> span.offset + span.bytes).max().orElse(0);
    }

    /** All storages and scratch. */
    public List<Span> spans() {
        return spans(workload, order, offsets, scratchOffsets);
    }

    /** Bytes of the arena. */
    public long peakBytes() {
        return peak(spans());
    }

    /** How far the peak is above the lower bound, as a share of the bound; 0 is optimal. */
    public double gap() {
        return lowerBound == 0 ? 0 : (double) (peakBytes() - lowerBound) / lowerBound;
    }

    /** The time from the start at which the most bytes are occupied, and that is where the peak stems from if there is no gap. */
    public int busiestTime() {
        long[] occupied = new long[order.size() + 2];
        for (Span span : spans()) {
            for (int time = span.first(); time <= span.last(); time++) {
                occupied[time] = Math.max(occupied[time], span.offset() + span.bytes());
            }
        }
        long most = Arrays.stream(occupied).max().orElse(0);
        int time = 0;
        while (occupied[time] < most) {
            time++;
        }
        return time;
    }
}
