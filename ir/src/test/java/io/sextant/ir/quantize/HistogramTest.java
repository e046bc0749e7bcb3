package io.sextant.ir.quantize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistogramTest {
    private static float[] gaussian(int count, long seed, double scale) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            double radius = Math.sqrt(-2 * Math.log(1 - random.nextDouble()));
            values[i] = (float) (scale * radius * Math.cos(2 * Math.PI * random.nextDouble()));
        }
        return values;
    }

    private static Histogram of(float[]... batches) {
        Histogram histogram = new Histogram();
        for (float[] batch : batches) {
            histogram.add(batch);
        }
        return histogram;
    }

    @Test
    void dependsOnElementsAloneNotOnTheirOrder() {
        float[] small = gaussian(1000, 1, 1e-3);
        float[] large = gaussian(1000, 2, 40);
        float[] zeros = new float[50];
        Histogram rising = of(zeros, small, large);
        Histogram falling = of(large, zeros, small);
        assertEquals(2050, rising.total());
        assertEquals(50, rising.zeros());
        for (int bin = 0; bin < Histogram.BINS; bin++) {
            assertEquals(falling.count(bin), rising.count(bin), "bin " + bin);
            assertEquals(falling.start(bin), rising.start(bin));
        }
    }

    @Test
    void everyElementIsInTheBinThatItsEdgesSay() {
        for (float value : new float[] {1, -1, 0.999f, 1e-40f, -3e38f, 2, 1e-7f, -5}) {
            Histogram histogram = of(new float[] {value});
            int bin = 0;
            while (histogram.count(bin) == 0) {
                bin++;
            }
            assertTrue(histogram.start(bin) <= value && value < histogram.start(bin + 1), value + " in bin " + bin);
            assertTrue(histogram.start(1) - histogram.start(0) <= Math.max(Math.abs(value) / 2048, 1e-40), "width for " + value);
        }
    }

    @Test
    void leastAndGreatestAreExactAndZeroIsIn() {
        assertEquals(new Range(-0.123f, 4.567f), of(new float[] {4.567f, -0.123f, 1}).all());
        assertEquals(new Range(0, 4.5f), of(new float[] {4.5f, 3}).all());
        assertEquals(new Range(-4.5f, 0), of(new float[] {-4.5f, -3}).all());
        assertEquals(new Range(0, 0), of(new float[3]).all());
        assertEquals(new Range(0, 0), of().all());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.9, 0.99, 0.999})
    void percentileLeavesItsShareOutsideUpToABin(double share) {
        float[] values = gaussian(100_000, 3, 2);
        Histogram histogram = of(values);
        Range range = histogram.percentile(share);
        double width = histogram.start(1) - histogram.start(0);
        assertTrue(outside(values, range.low(), range.high()) <= 2 * (1 - share) * values.length, "no more than the share");
        assertTrue(outside(values, range.low() + width, range.high() - width) >= 1.9 * (1 - share) * values.length,
            "a bin less would be too much");
    }

    private static long outside(float[] values, double low, double high) {
        long count = 0;
        for (float value : values) {
            count += value < low || value > high ? 1 : 0;
        }
        return count;
    }

    @Test
    void percentileIgnoresAnOutlierAndMinMaxDoesNot() {
        Histogram histogram = of(gaussian(100_000, 4, 1), new float[] {1000});
        assertEquals(1000, histogram.all().high());
        assertTrue(histogram.percentile(0.9999).high() < 6, () -> histogram.percentile(0.9999).toString());
        assertEquals(1000, of(new float[] {1, 2, 1000}).percentile(0.9999).high(), "of three elements none is one in ten thousand");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void leastSquaredErrorIsNoWorseThanMinMaxOnHeavyTails(long seed) {
        float[] values = gaussian(20_000, seed, 1);
        float[] divisors = gaussian(20_000, seed + 100, 1);
        for (int i = 0; i < values.length; i++) {
            values[i] /= (float) Math.sqrt(0.01 + divisors[i] * divisors[i]);
            values[i] = seed % 2 == 0 ? Math.max(values[i], 0) : values[i];
        }
        Histogram histogram = of(values);
        double exact = error(values, histogram.all());
        double best = error(values, LeastSquaredRange.of(histogram));
        assertTrue(best <= exact, best + " <= " + exact);
    }

    @Test
    void leastSquaredErrorGivesUpAnOutlierForFinerSteps() {
        float[] values = gaussian(200_000, 7, 1);
        values[0] = 40;
        Histogram histogram = of(values);
        Range best = LeastSquaredRange.of(histogram);
        assertTrue(best.high() > 20 && best.high() < 37, best.toString());
        assertTrue(error(values, best) < 0.9 * error(values, histogram.all()));
    }

    @Test
    void leastSquaredErrorKeepsWhatIsSpreadEvenly() {
        float[] values = new float[10_001];
        for (int i = 0; i < values.length; i++) {
            values[i] = i / 5000f - 1;
        }
        Range range = LeastSquaredRange.of(of(values));
        assertEquals(new Range(-1, 1), range);
        assertEquals(new Range(0, 0), LeastSquaredRange.of(of(new float[4])));
    }

    private static double error(float[] values, Range range) {
        double sum = 0;
        float scale = range.asymmetric().scale();
        int zero = range.asymmetric().zeroPoint();
        for (float value : values) {
            double q = Math.max(-128, Math.min(127, Math.rint(value / scale) + zero));
            sum += Math.pow((q - zero) * scale - value, 2);
        }
        return sum;
    }
}
