package io.sextant.device.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BootstrapTest {
    private static final int TRIALS = 500;
    private static final ToDoubleFunction<Random> NORMAL = random -> 100 + 3 * random.nextGaussian();
    /** Skewed to the right, as times are; its median is 100. */
    private static final ToDoubleFunction<Random> SKEWED = random -> 95 + 5 * Math.exp(0.8 * random.nextGaussian());

    private static double[] draw(int n, ToDoubleFunction<Random> distribution, Random random) {
        return DoubleStream.generate(() -> distribution.applyAsDouble(random)).limit(n).toArray();
    }

    private static double coverage(int n, ToDoubleFunction<Random> distribution) {
        Random random = new Random(1);
        int held = 0;
        for (int i = 0; i < TRIALS; i++) {
            Interval interval = Bootstrap.ofMedian(draw(n, distribution, random), random);
            held += interval.lo() <= 100 && 100 <= interval.hi() ? 1 : 0;
        }
        return (double) held / TRIALS;
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 7, 11})
    void intervalsHoldTheTrueMedianAsOftenAsTheySay(int n) {
        double normal = coverage(n, NORMAL);
        double skewed = coverage(n, SKEWED);
        assertTrue(normal >= 0.935 && normal <= 0.995, "normal: " + normal);
        assertTrue(skewed >= 0.935 && skewed <= 0.995, "skewed: " + skewed);
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 11})
    void aProgramDiffersFromItselfByMoreThanTheResolvableOnlyRarely(int n) {
        Random random = new Random(2);
        int exceeded = 0;
        for (int i = 0; i < TRIALS; i++) {
            double resolvable = Bootstrap.resolvable(draw(n, NORMAL, random), draw(n, NORMAL, random), random);
            double a = Bootstrap.median(draw(n, NORMAL, random));
            double b = Bootstrap.median(draw(n, NORMAL, random));
            exceeded += Math.abs(a - b) / 100 > resolvable ? 1 : 0;
        }
        double share = (double) exceeded / TRIALS;
        assertTrue(share <= 0.10 && share >= 0.005, "exceeded in " + share);
    }

    @Test
    void resolvableGrowsWithTheSpread() {
        double[] calm = {100, 101, 99, 100.5, 99.5};
        double[] wild = {100, 110, 90, 105, 95};
        double inCalm = Bootstrap.resolvable(calm, calm, new Random(3));
        assertEquals(10 * inCalm, Bootstrap.resolvable(wild, wild, new Random(3)), 1e-9);
        assertTrue(inCalm > 0.005 && inCalm < 0.03, "" + inCalm);
    }

    /** Differences of times may be negative. */
    @Test
    void aMedianBelowZeroIsEnclosedToo() {
        Interval interval = Bootstrap.ofMedian(new double[] {-5, -4, 6, -3, -4.5}, new Random(1));
        assertEquals(-4, interval.median());
        assertTrue(interval.lo() == -4 && interval.hi() > 0, interval::toString);
        assertEquals(0, Bootstrap.ofMedian(new double[] {1, -4, 6, 3, 2}, new Random(1)).lo());
    }

    @Test
    void equalSeedsGiveEqualIntervals() {
        double[] values = {3, 1, 4, 1.5, 9, 2.6};
        assertEquals(Bootstrap.ofMedian(values, new Random(7)), Bootstrap.ofMedian(values, new Random(7)));
        assertEquals(2.8, Bootstrap.ofMedian(values, new Random(7)).median(), 1e-12);
    }

    @Test
    void equalTimesGiveAnIntervalOfNoWidth() {
        assertEquals(new Interval(5, 5, 5), Bootstrap.ofMedian(new double[] {5, 5, 5, 5, 5}, new Random(1)));
    }

    @Test
    void fiveTimesReachALittleBeyondLeastAndGreatest() {
        Interval interval = Bootstrap.ofMedian(new double[] {10, 11, 12, 13, 14}, new Random(1));
        assertEquals(12, interval.median());
        assertEquals(12 - 2 * Math.sqrt(1.25), interval.lo(), 1e-9);
        assertEquals(12 + 2 * Math.sqrt(1.25), interval.hi(), 1e-9);
    }
}
