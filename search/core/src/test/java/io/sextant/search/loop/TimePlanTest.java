package io.sextant.search.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.search.port.Candidate;
import io.sextant.search.space.ChainPrecision;
import io.sextant.search.space.Genotype;
import io.sextant.search.strategy.Landscape;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class TimePlanTest {
    private static final TrainingPlan PLAN = new TrainingPlan(10, 3, 90, 3, 3);

    private final Bench bench = new Bench();
    private final RunClock clock = new RunClock(() -> 0, Duration.ZERO);
    private final TimePlan plan = new TimePlan(
        new SearchSettings(List.of(), new SearchSettings.Trials(12, 12), Duration.ofSeconds(150), 7, PLAN), bench, clock);

    private static Candidate candidate() {
        Genotype genotype = Landscape.SPACE.at(BigInteger.ZERO);
        return new Candidate(0, genotype, Landscape.SPACE.lower(genotype, 1), ChainPrecision.REAL);
    }

    @Test
    void dividesWhatTheFirstBatchAndRemeasuringLeave() {
        bench.secondsPerEpochAndPrice = 0;
        clock.reach(Duration.ofSeconds(24));
        plan.costed(12, 12, 24);
        double halvingEnd = plan.halvingEnd(candidate());
        assertEquals(150 - 4 * 4 * 2, halvingEnd, 1e-9, "re-measuring 4 networks takes 4 times as long as measuring them");
        assertEquals((24 + halvingEnd) / 2, plan.exploringEnd(OptionalDouble.of(halvingEnd)), 1e-9);
        assertEquals(150, plan.exploringEnd(OptionalDouble.empty()), 1e-9);
    }

    @Test
    void finalTrainingsTakeAtMostTheirShareOfIt() {
        bench.secondsPerEpochAndPrice = 0.02;
        clock.reach(Duration.ofSeconds(24));
        plan.costed(12, 12, 24);
        double finishing = 150 - 4 * 4 * 2 - plan.halvingEnd(candidate());
        assertTrue(finishing <= 0.4 * (150 - 24 - 32) && finishing > 0.35 * (150 - 24 - 32), "seconds for finishing: " + finishing);
    }

    @Test
    void whatWasNotMeasuredAnewSaysNothingOfRemeasuring() {
        bench.secondsPerEpochAndPrice = 0;
        plan.costed(12, 0, 0.1);
        assertEquals(150, plan.halvingEnd(candidate()), 1e-9);
    }

    /** A finalist is measured again, not proposed again. */
    @Test
    void proposingTakesTimeOfABatchAndNoneOfRemeasuring() {
        bench.secondsPerEpochAndPrice = 0;
        clock.reach(Duration.ofSeconds(36));
        plan.asked(12);
        plan.costed(12, 12, 24);
        assertEquals(36, plan.costing(12), 1e-9);
        assertEquals(150 - 4 * 4 * 2, plan.halvingEnd(candidate()), 1e-9);
    }

    @Test
    void aShortTimeShortensTheFirstRungButNotBelowTwoEpochs() {
        bench.secondsPerEpochAndPrice = 1 / Landscape.price(candidate().genotype());
        List<Candidate> few = List.of(candidate(), candidate(), candidate());
        assertEquals(10, plan.firstEpochs(few, 30));
        assertEquals(5, plan.firstEpochs(few, 15));
        assertEquals(2, plan.firstEpochs(few, 1));
    }

    @Test
    void manyAtATimeTakeLess() {
        bench.secondsPerEpochAndPrice = 1 / Landscape.price(candidate().genotype());
        assertFalse(plan.calibrated());
        plan.trained(8, 2);
        assertTrue(plan.calibrated());
        assertEquals(10, plan.firstEpochs(List.of(candidate(), candidate(), candidate()), 7.5));
    }
}
