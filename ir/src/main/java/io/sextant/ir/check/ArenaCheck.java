package io.sextant.ir.check;

import io.sextant.ir.kernel.Fusion;
import io.sextant.ir.memory.Effort;
import io.sextant.ir.memory.MemoryPlan;
import io.sextant.ir.memory.Sharing;
import io.sextant.ir.memory.Storing;
import io.sextant.ir.memory.Task;
import io.sextant.ir.op.Reshape;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Memory plans of several fusions and sharings, run in a poisoned arena, compute what the graph does, bit by bit. */
final class ArenaCheck implements Check {
    private static final List<Fusion> FUSIONS = List.of(Fusion.parse("convolution > batch_norm > binary > unary",
        "pool > binary > unary", "dense > unary", "binary > unary"), Fusion.parse("unary > unary > binary", "batch_norm > unary"),
        Fusion.parse("convolution > convolution > unary", "pool > convolution > pool", "binary > softmax > binary"));
    private static final Effort EFFORT = new Effort(300, 40, 2_000, 60);
    private static final int MOST_SCRATCH = 100;

    private final Map<String, Integer> counts = new TreeMap<>();

    @Override
    public String name() {
        return "arena";
    }

    @Override
    public Optional<String> violation(Expectation expected) {
        SplittableRandom random = new SplittableRandom(expected.sample().seed());
        Sharing rows = new Sharing(EnumSet.allOf(Sharing.Kind.class), 1 + random.nextInt(3));
        for (Sharing sharing : List.of(Sharing.NONE, Sharing.IN_PLACE, Sharing.ALL, rows)) {
            for (Fusion fusion : List.of(Fusion.NONE, FUSIONS.get(random.nextInt(FUSIONS.size())))) {
                Storing storing = new Storing(sharing, 1 << random.nextInt(7), kernel -> random.nextInt(MOST_SCRATCH));
                MemoryPlan plan = MemoryPlan.of(expected.graph(), fusion, storing, EFFORT);
                counts.merge(plan.arena().gap() == 0 ? "optimal plans" : "plans with a gap", 1, Integer::sum);
                counts.merge("concatenations and slices that are no steps", laid(plan), Integer::sum);
                Optional<String> violation = PoisonedArena.violation(plan, expected.sample().inputs(), sharing.rowsAtOnce());
                if (violation.isPresent()) {
                    return violation.map(text -> "under '" + fusion + "' and " + sharing + " " + text);
                }
            }
        }
        return Optional.empty();
    }

    private static int laid(MemoryPlan plan) {
        List<Task> tasks = plan.arena().workload().tasks();
        return (int) IntStream.range(0, tasks.size()).filter(task -> tasks.get(task).isView()
            && !(plan.kernels().get(task).nodes().get(0).op() instanceof Reshape)).count();
    }

    @Override
    public Map<String, Integer> counts() {
        return counts;
    }
}
