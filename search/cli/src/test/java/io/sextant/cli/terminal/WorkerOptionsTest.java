package io.sextant.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.device.run.WorkerLimits;
import io.sextant.ir.InvalidInput;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class WorkerOptionsTest {
    @Command
    private static final class Any {
        @Mixin
        private WorkerOptions worker;
    }

    private static WorkerLimits limits(String... arguments) {
        Any any = new Any();
        new CommandLine(any).parseArgs(arguments);
        return any.worker.limits();
    }

    @Test
    void withoutOptionsTheLimitsAreTheUsualOnes() {
        assertEquals(WorkerLimits.DEFAULT, limits());
    }

    @Test
    void sizesAndTimesHaveUnits() {
        WorkerLimits limits = limits("--worker-memory", "512 MiB", "--worker-timeout", "1.5min");
        assertEquals(512L << 20, limits.memoryBytes());
        assertEquals(Duration.ofSeconds(90), limits.answer());
    }

    @ParameterizedTest
    @ValueSource(strings = {"512", "512 ms", "1 MiB", "-512 MiB", "much", "999999999999999 MB"})
    void otherSizesAreRefusedWithTheRightForm(String size) {
        InvalidInput refusal = assertThrows(InvalidInput.class, () -> limits("--worker-memory", size));
        assertTrue(refusal.getMessage().contains("'" + size + "'") && refusal.getMessage().contains("4096 MiB"), refusal.getMessage());
    }

    @Test
    void aTimeWithoutUnitIsRefused() {
        InvalidInput refusal = assertThrows(InvalidInput.class, () -> limits("--worker-timeout", "60"));
        assertTrue(refusal.getMessage().startsWith("--worker-timeout '60'"), refusal.getMessage());
    }
}
