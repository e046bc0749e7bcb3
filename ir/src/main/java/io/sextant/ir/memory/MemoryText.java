package io.sextant.ir.memory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a plan says in a terminal: peak, lower bound, gap, and what lies in the arena where it is fullest. */
public final class MemoryText {
    private MemoryText() {
    }

    /** One line for the plan, one for its fullest step, and one for each thing that then lies in the arena, from its end downwards. */
    public static String of(MemoryPlan plan) {
        return of(plan.arena());
    }

    /** The same for a plan with patches, and how it is cut. */
    public static String of(PatchPlan plan) {
        String grid = plan.grid().stream().map(String::valueOf).collect(Collectors.joining(" x "));
        String cut = String.format(Locale.ROOT, "first %d of %d kernels in %s patches, %.1f %% of the multiply-accumulates more%n", plan.patched(),
            plan.kernels().size(), grid, 100 * plan.recomputed());
        return cut + of(plan.arena());
    }

    static String of(ArenaPlan plan) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(Locale.ROOT, "memory: peak %,d bytes, lower bound %,d bytes, gap %.1f %%", plan.peakBytes(), plan.lowerBound(),
            100 * plan.gap()));
        int time = plan.busiestTime();
        lines.add("  fullest " + place(plan, time) + ":");
        plan.spans().stream().filter(span -> span.first() <= time && span.last() >= time && span.bytes() > 0)
            .sorted(Comparator.comparingLong(ArenaPlan.Span::offset).reversed()).forEach(span -> lines.add(String.format(Locale.ROOT,
                "  %,13d bytes at %,13d  %s", span.bytes(), span.offset(), span.name())));
        return String.join(System.lineSeparator(), lines) + System.lineSeparator();
    }

    private static String place(ArenaPlan plan, int time) {
        if (time == 0 || time > plan.order().size()) {
            return time == 0 ? "at the start" : "at the end";
        }
        return "in step " + time + " of " + plan.order().size() + ", " + plan.workload().tasks().get(plan.order().get(time - 1)).name();
    }
}
