package io.sextant.codegen.c.tuning;

import io.sextant.codegen.c.family.Schedule;
import java.time.Instant;

/**
 * What was measured to be the fastest way to do a kernel.
 *
 * @param cycles         of two calls, with the caches as a small and as a large network leave them
 * @param modelledCycles the same of the schedule that the analytic model puts first
 * @param candidates     how many were timed
 */
record Choice(Schedule schedule, double cycles, double modelledCycles, int candidates, Instant date) {
}
