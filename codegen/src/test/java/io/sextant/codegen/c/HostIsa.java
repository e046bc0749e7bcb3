package io.sextant.codegen.c;

import io.sextant.kernel.Isa;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;

/** What the CPU of the tests can run. */
final class HostIsa {
    private HostIsa() {
    }

    /** A test of an instruction set that this CPU has not is skipped, and says so. */
    static void assumeRuns(Isa isa) throws IOException {
        Set<String> extensions = Files.readAllLines(Path.of("/proc/cpuinfo")).stream().filter(line -> line.startsWith("flags")).findFirst()
            .map(line -> Set.copyOf(List.of(line.replaceFirst("flags\\s*:\\s*", "").split(" ")))).orElse(Set.of());
        Assumptions.assumeTrue(isa.runsOn(extensions), () -> "skipped: this CPU does not run " + isa.text());
    }
}
