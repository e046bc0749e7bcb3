package io.sextant.codegen.c.family;

import io.sextant.ir.kernel.PlacedKernel;
import java.util.List;

/** A way to make C of some kernels: those that begin with certain operators. */
public interface Family {
    /**
     * What the kernel could be done by, the one expected to be fastest first; not empty for a kernel of this family. One where there is
     * nothing to choose.
     */
    default List<Schedule> schedules(PlacedKernel kernel) {
        return List.of(Schedule.ONLY);
    }

    /**
     * The kernel by one of its schedules.
     *
     * @throws UnsupportedOperationException if something in it cannot be done; the message names the operator
     */
    Instance instance(PlacedKernel kernel, Schedule schedule);
}
