package io.sextant.tests.generate;

import io.sextant.device.run.WorkerFailure;
import io.sextant.ir.check.Check;
import io.sextant.ir.check.Expectation;
import io.sextant.kernel.Isa;
import io.sextant.tests.peer.CompiledRuns;
import io.sextant.toolchain.CompileFailed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Compiled by the C backend for each instruction set that this CPU has, in a child process, graphs compute what the interpreter does. Those
 * that it has no kernels for are counted.
 */
public final class CAgreement implements Check, AutoCloseable {
    /** How many graphs ran. */
    public static final String RAN = "C backend: graphs that ran";

    private final CompiledRuns runs;
    private final Map<String, Integer> counts = new TreeMap<>();

    /** @param home where the compiler is unpacked */
    public CAgreement(Path home) {
        runs = new CompiledRuns(home);
    }

    @Override
    public String name() {
        return "c";
    }

    @Override
    public Optional<String> violation(Expectation expected) throws IOException {
        try {
            for (Isa isa : CompiledRuns.isas()) {
                Optional<String> difference = expected.difference(runs.outputs(expected.graph(), isa, expected.sample().inputs()));
                if (difference.isPresent()) {
                    return difference.map(text -> isa.text() + ": " + text);
                }
            }
            counts.merge(RAN, 1, Integer::sum);
            return Optional.empty();
        } catch (UnsupportedOperationException refused) {
            counts.merge("C backend: graphs not, " + refused.getMessage().replaceFirst(", got .*", ""), 1, Integer::sum);
            return Optional.empty();
        } catch (WorkerFailure | CompileFailed failed) {
            return Optional.of(failed.getMessage());
        }
    }

    @Override
    public Map<String, Integer> counts() {
        return new TreeMap<>(counts);
    }

    @Override
    public void close() {
        runs.close();
    }
}
