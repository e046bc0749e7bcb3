package io.sextant.tests.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.device.store.Home;
import io.sextant.ir.check.Campaign;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Some generated graphs by each instruction set; {@code tests/generate --check c} takes more. */
class CAgreementTest {
    private static final int GRAPHS = 40;
    private static final long SEED = 7_000;

    @Test
    void computesWhatTheInterpreterDoes() {
        List<String> failures = new ArrayList<>();
        try (CAgreement agreement = new CAgreement(Home.ofEnvironment())) {
            Campaign campaign = new Campaign(List.of(agreement), failure -> failures.add(failure.text()));
            for (long seed = SEED; seed < SEED + GRAPHS; seed++) {
                campaign.check(seed);
            }
            assertEquals(List.of(), failures);
            assertTrue(agreement.counts().getOrDefault(CAgreement.RAN, 0) > GRAPHS / 4, agreement.counts()::toString);
        }
    }
}
