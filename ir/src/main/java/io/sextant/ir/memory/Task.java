package io.sextant.ir.memory;

import java.util.List;
import java.util.OptionalInt;

/**
 * One step of a workload. Numbers are indexes of its activations.
 *
 * @param views the operand in which the result lies, or the operands that lie in it; empty where the step writes storage of its own
 * @param scratchBytes what the step needs while it runs
 * @param overlaps at most one for each operand
 */
public record Task(String name, List<Integer> operands, int result, List<View> views, long scratchBytes, List<Overlap> overlaps) {
    public Task {
        operands = List.copyOf(operands);
        views = List.copyOf(views);
        overlaps = List.copyOf(overlaps);
        if (scratchBytes < 0) {
            throw new IllegalArgumentException(name + " needs scratch that is not negative, got " + scratchBytes);
        }
        for (View view : views) {
            boolean isResult = view.inner() == result && views.size() == 1 && operands.contains(view.outer());
            if (!isResult && !(view.outer() == result && operands.contains(view.inner()))) {
                throw new IllegalArgumentException(name + " is a view of one of its operands " + operands + " or of all, got " + views);
            }
        }
        for (Overlap overlap : overlaps) {
            if (!operands.contains(overlap.operand())) {
                throw new IllegalArgumentException(name + " overlaps one of its operands " + operands + ", got " + overlap.operand());
            }
        }
    }

    /** @param view the operand in whose storage the result lies, from its beginning on */
    public Task(String name, List<Integer> operands, int result, OptionalInt view, long scratchBytes, List<Overlap> overlaps) {
        this(name, operands, result, view.isPresent() ? List.of(new View(result, view.getAsInt(), 0)) : List.of(), scratchBytes, overlaps);
    }

    /** Whether the result lies where operands do. */
    public boolean isView() {
        return !views.isEmpty();
    }
}
