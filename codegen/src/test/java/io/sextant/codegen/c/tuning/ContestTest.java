package io.sextant.codegen.c.tuning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ContestTest {
    /** Times that are known, with noise that only adds: a thirtieth at most, and now and then far more. */
    private static final class Fake implements Contest.Stopwatch {
        private final double[] cycles;
        private final int[] turns;
        private final SplittableRandom random = new SplittableRandom(7);
        private final boolean noisy;

        Fake(boolean noisy, double... cycles) {
            this.noisy = noisy;
            this.cycles = cycles;
            this.turns = new int[cycles.length];
        }

        @Override
        public double turn(int candidate, int calls) {
            turns[candidate]++;
            double disturbed = random.nextInt(5) == 0 ? 3 : 1 + random.nextDouble() / 30;
            return cycles[candidate] * (noisy ? disturbed : 1);
        }

        int winner() {
            return Contest.of(cycles.length, this).winner();
        }
    }

    private static double[] all(int count, double cycles) {
        double[] all = new double[count];
        java.util.Arrays.fill(all, cycles);
        return all;
    }

    @Test
    void takesTheFastestWhereItIsClearlyFaster() {
        assertEquals(2, new Fake(false, 1000, 990, 980, 1200).winner());
        assertEquals(1, new Fake(false, 1000, 980).winner());
    }

    @Test
    void theFavouriteStaysWhereNoneIsClearlyFaster() {
        assertEquals(0, new Fake(false, 1000, 995, 992, 1001).winner());
        assertEquals(0, new Fake(false, all(13, 1000)).winner());
        assertEquals(0, new Fake(false, 1000).winner());
        assertEquals(0, new Fake(false, 1000, 1000).winner());
    }

    @Test
    void ofEqualOnesTheFirstWins() {
        assertEquals(2, new Fake(false, 1000, 1100, 900, 900, 900).winner());
    }

    @Test
    void slowOnesCostLittle() {
        double[] cycles = all(13, 2000);
        cycles[0] = 1000;
        cycles[5] = 900;
        Fake watch = new Fake(false, cycles);
        assertEquals(5, watch.winner());
        assertEquals(3, watch.turns[12], "one to warm up and one round");
        assertTrue(watch.turns[5] > 3 * watch.turns[12]);
        Fake close = new Fake(false, 1000, 990, 1010, 1020, 1030, 1040, 1050, 1060);
        close.winner();
        assertEquals(3, close.turns[7], "the worse half leaves after a round");
        assertEquals(5, close.turns[3], "half of the others after the next");
    }

    @Test
    void noiseThatOnlyAddsDecidesNothing() {
        double[] cycles = all(13, 1000);
        cycles[9] = 900;
        assertEquals(9, new Fake(true, cycles).winner());
        assertEquals(0, new Fake(true, 1000, 1050, 1050, 1050).winner());
    }

    @Test
    void aWinnerWinsMostTurns() {
        assertEquals(0, new Losing(3).winner(), "4 of 11 turns lost");
        assertEquals(1, new Losing(8).winner(), "1 of 11");
    }

    /** The second of two is faster but in every so many turns. */
    private record Losing(int every) {
        int winner() {
            int[] turns = new int[2];
            return Contest.of(2, (candidate, calls) -> candidate == 0 ? 1000 : turns[1]++ % every == 1 ? 1050 : 950).winner();
        }
    }

    @Test
    void aCandidateThatFailsNeverWins() {
        double fails = Double.POSITIVE_INFINITY;
        assertEquals(0, new Fake(false, 1000, fails, fails).winner());
        assertEquals(2, new Fake(false, fails, fails, 1000, 1100).winner());
        assertEquals(1, new Fake(false, fails, 1000).winner());
        assertEquals(fails, Contest.of(3, new Fake(false, fails, fails, fails)).fastest());
    }

    @Test
    void shortKernelsAreCalledMoreOften() {
        int[] most = new int[2];
        Contest.of(2, (candidate, calls) -> {
            most[0] = Math.max(most[0], calls);
            return 1000;
        });
        Contest.of(2, (candidate, calls) -> {
            most[1] = Math.max(most[1], calls);
            return 1e8;
        });
        assertTrue(most[0] > most[1], most[0] + " and " + most[1]);
    }
}
