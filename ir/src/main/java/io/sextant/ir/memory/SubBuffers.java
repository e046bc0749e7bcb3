package io.sextant.ir.memory;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.kernel.PlacedKernel;
import io.sextant.ir.op.Concat;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Slice;
import io.sextant.ir.op.Value;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Concatenations and slices that need not be computed because what they move lies in one piece. Whether that takes less memory depends: the
 * whole of a result is there from its first part on, and the whole of an operand as long as a slice of it.
 */
final class SubBuffers {
    /** Beyond these, which are decided one by one, nothing is laid into another. */
    private static final int MOST = 64;

    private SubBuffers() {
    }

    /** Sets of results to be laid so, the most ambitious first; one that is empty comes last. */
    static List<Set<Value>> choices(Graph graph, List<PlacedKernel> kernels, Storing storing) {
        Set<Value> possible = new LinkedHashSet<>();
        kernels.stream().filter(kernel -> kernel.nodes().size() == 1 && isOnePiece(graph, kernel.nodes().get(0).op(), storing))
            .limit(MOST).forEach(kernel -> possible.add(kernel.result()));
        if (possible.isEmpty()) {
            return List.of(Set.of());
        }
        Set<Value> harmless = harmless(graph, kernels, storing, possible);
        return List.copyOf(new LinkedHashSet<>(List.of(possible, harmless, Set.of())));
    }

    /** One by one, those with which the kernels in their given order need no more. */
    private static Set<Value> harmless(Graph graph, List<PlacedKernel> kernels, Storing storing, Set<Value> possible) {
        Set<Value> chosen = new LinkedHashSet<>();
        long least = peak(graph, kernels, storing, chosen);
        for (Value value : possible) {
            Set<Value> more = new LinkedHashSet<>(chosen);
            more.add(value);
            long peak = peak(graph, kernels, storing, more);
            if (peak <= least) {
                chosen = more;
                least = peak;
            }
        }
        return chosen;
    }

    private static long peak(Graph graph, List<PlacedKernel> kernels, Storing storing, Set<Value> laid) {
        Workload workload = new KernelWorkload(graph, storing, laid).of(kernels);
        return new OrderProblem(workload).peak(IntStream.range(0, workload.tasks().size()).boxed().toList());
    }

    private static boolean isOnePiece(Graph graph, Op op, Storing storing) {
        if (op instanceof Concat concat && storing.sharing().allows(Sharing.Kind.CONCATENATIONS)) {
            boolean isOuter = IntStream.range(0, concat.axis()).allMatch(axis -> concat.type().dim(axis) == 1);
            boolean isMade = concat.inputs().stream().noneMatch(graph::isConstant) && new HashSet<>(concat.inputs()).size() == concat.inputs().size();
            return isOuter && isMade && partsAreAligned(concat, storing.alignment());
        }
        return op instanceof Slice slice && storing.sharing().allows(Sharing.Kind.SLICES) && !graph.isConstant(slice.input())
            && offset(slice).stream().anyMatch(offset -> offset % storing.alignment() == 0);
    }

    private static boolean partsAreAligned(Concat concat, int alignment) {
        List<Value> parts = concat.inputs();
        return parts.subList(0, parts.size() - 1).stream().allMatch(part -> part.type().bytes() % alignment == 0
            && (long) part.type().elements() * part.type().dtype().bits() % Byte.SIZE == 0);
    }

    /** Where the one piece of a slice begins in its operand, in bytes; empty if there are several, or it begins within a byte. */
    static OptionalLong offset(Slice slice) {
        int[] strides = slice.input().type().shape().strides();
        long elements = 0;
        boolean isCut = false;
        for (int axis = strides.length - 1; axis >= 0; axis--) {
            int extent = slice.type().dim(axis);
            if (extent > 1 && (isCut || slice.steps().get(axis) > 1)) {
                return OptionalLong.empty();
            }
            isCut |= extent < slice.input().type().dim(axis);
            elements += (long) slice.starts().get(axis) * strides[axis];
        }
        long bits = elements * slice.type().dtype().bits();
        return bits % Byte.SIZE == 0 ? OptionalLong.of(bits / Byte.SIZE) : OptionalLong.empty();
    }
}
