package io.sextant.ir.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every check holds for some hundred graphs. {@code tests/generate} does the same without end, and asks ONNX Runtime too. */
class GeneratedGraphTest {
    private static final long FIRST_SEED = 20_000;
    private static final int GRAPHS = 350;

    @Test
    void everyCheckHoldsForEveryGraph() {
        List<Failure> failures = new ArrayList<>();
        List<Check> checks = Checks.all();
        Campaign campaign = new Campaign(checks, failures::add);
        for (long seed = FIRST_SEED; seed < FIRST_SEED + GRAPHS; seed++) {
            campaign.check(seed);
        }
        assertEquals("", failures.stream().map(Failure::text).collect(Collectors.joining("\n")), "seeds from " + FIRST_SEED);
        assertTrue(campaign.skipped() < campaign.compared() / 20, campaign.skipped() + " elements could not be compared, "
            + campaign.compared() + " were");
        Set<String> idle = new TreeSet<>(Checks.rules().keySet());
        checks.forEach(check -> idle.removeAll(check.counts().keySet()));
        assertEquals(Set.of(), idle, "rules that fired in none of the graphs: a motif is missing");
    }
}
