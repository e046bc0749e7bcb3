package io.sextant.ir.memory;

import java.util.List;
import java.util.OptionalInt;

/**
 * One step of a workload. Numbers are indexes of its activations.
 *
 * @param view the operand in whose storage the result lies, as large as it or smaller; empty where the result has storage of its own
 * @param scratchBytes what the step needs while it runs
 * @param overlaps at most one for each operand
 */
public record Task(String name, List<Integer> operands, int result, OptionalInt view, long scratchBytes, List<Overlap> overlaps) {
    public Task {
        operands = List.copyOf(operands);
        overlaps = List.copyOf(overlaps);
        if (scratchBytes < 0) {
            throw new IllegalArgumentException(name + " needs scratch that is not negative, got " + scratchBytes);
        }
        if (view.isPresent() && !operands.contains(view.getAsInt())) {
            throw new IllegalArgumentException(name + " is a view of one of its operands " + operands + ", got " + view.getAsInt());
        }
        for (Overlap overlap : overlaps) {
            if (!operands.contains(overlap.operand())) {
                throw new IllegalArgumentException(name + " overlaps one of its operands " + operands + ", got " + overlap.operand());
            }
        }
    }
}
