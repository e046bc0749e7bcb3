package io.sextant.codegen.mixed;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Which engine runs each kernel of a row.
 *
 * @param engines numbers of engines, in the order of the kernels
 * @param nanos   what all take together, crossings included; infinite if a kernel has no engine
 */
record Assignment(List<Integer> engines, double nanos) {
    Assignment {
        engines = List.copyOf(engines);
    }

    /** The cost so far where an engine runs the latest kernel, and the engine of the kernel before. */
    private record Best(double nanos, int before) {
    }

    /**
     * The cheapest, by dynamic programming. Of equally cheap ones that which stays with an engine, and the first engine.
     *
     * @param nanos    by engine and kernel; infinite where the engine cannot run it
     * @param crossing what it costs to go to another engine before kernel i
     */
    static Assignment cheapest(double[][] nanos, double[] crossing) {
        int kernels = crossing.length;
        List<Best[]> rows = new ArrayList<>();
        for (int kernel = 0; kernel < kernels; kernel++) {
            Best[] row = new Best[nanos.length];
            for (int engine = 0; engine < nanos.length; engine++) {
                Best arrived = kernel == 0 ? new Best(0, engine) : arrived(rows.get(kernel - 1), engine, crossing[kernel]);
                row[engine] = new Best(arrived.nanos() + nanos[engine][kernel], arrived.before());
            }
            rows.add(row);
        }
        return back(rows);
    }

    private static Best arrived(Best[] before, int engine, double crossing) {
        Best best = new Best(before[engine].nanos(), engine);
        for (int other = 0; other < before.length; other++) {
            double nanos = before[other].nanos() + crossing;
            if (other != engine && nanos < best.nanos()) {
                best = new Best(nanos, other);
            }
        }
        return best;
    }

    private static Assignment back(List<Best[]> rows) {
        Best[] last = rows.get(rows.size() - 1);
        int engine = 0;
        for (int other = 1; other < last.length; other++) {
            engine = last[other].nanos() < last[engine].nanos() ? other : engine;
        }
        double nanos = last[engine].nanos();
        List<Integer> engines = new ArrayList<>();
        for (int kernel = rows.size() - 1; kernel >= 0; kernel--) {
            engines.add(engine);
            engine = rows.get(kernel)[engine].before();
        }
        Collections.reverse(engines);
        return new Assignment(engines, nanos);
    }
}
