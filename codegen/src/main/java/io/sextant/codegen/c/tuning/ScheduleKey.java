package io.sextant.codegen.c.tuning;

import io.sextant.codegen.c.family.Schedule;
import io.sextant.device.run.Implementation;
import io.sextant.ir.digest.Sha256;
import io.sextant.ir.kernel.Kernel;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a choice depends on.
 *
 * @param implementation generator and compiler with their versions, and the ISA
 * @param flags          of the compiler
 * @param device         fingerprint
 */
record ScheduleKey(Implementation implementation, List<String> flags, String device) {
    ScheduleKey {
        flags = List.copyOf(flags);
    }

    /** @param offered what the choice is from: another choice is another question */
    String address(Kernel kernel, List<Schedule> offered) {
        return Sha256.of(String.join("\n", kernel.signature(), implementation.id(), String.join(" ", flags), device,
            offered.stream().map(Schedule::toString).collect(Collectors.joining("\n"))));
    }
}
