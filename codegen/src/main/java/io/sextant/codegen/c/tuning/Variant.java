package io.sextant.codegen.c.tuning;

import io.sextant.codegen.c.family.Instance;
import io.sextant.codegen.c.family.Schedule;

/**
 * A kernel by one of its schedules, as a function of a translation unit.
 *
 * @param symbol that no other variant of the same process has
 */
record Variant(Subject subject, Schedule schedule, Instance instance, String symbol) {
    static Variant of(Subject subject, Schedule schedule, String symbol) {
        return new Variant(subject, schedule, subject.family().instance(subject.placed(), schedule), symbol);
    }

    /** For a person: {@code MR=14 NV=2 of convolution ...}. */
    String label() {
        return schedule + " of " + subject.kernel().label();
    }

    /** The kernel, and the exported function that calls it as {@link io.sextant.codegen.c.run.KernelWorker} wants. */
    String source() {
        return instance.source(symbol + "_kernel").replace("static void NAME()", "static __attribute__((noinline)) void NAME()")
            + "TRIED(" + symbol + ")\n";
    }
}
