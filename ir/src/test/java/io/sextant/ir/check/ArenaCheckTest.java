package io.sextant.ir.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.ir.generate.GraphGenerator;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ArenaCheckTest {
    private static final long FIRST_SEED = 70_000;
    private static final int GRAPHS = 60;

    @Test
    void plansOfGeneratedGraphsComputeTheSame() {
        ArenaCheck check = new ArenaCheck();
        for (long seed = FIRST_SEED; seed < FIRST_SEED + GRAPHS; seed++) {
            Expectation expected = Expectation.of(GraphGenerator.sample(seed, 1 + (int) (seed % 16)));
            assertEquals(Optional.empty(), check.violation(expected), "seed " + seed);
        }
        Map<String, Integer> counts = check.counts();
        assertTrue(counts.get("optimal plans") > 4 * counts.get("plans with a gap"), counts.toString());
        assertTrue(counts.get("concatenations and slices that are no steps") > 5, counts.toString());
    }
}
