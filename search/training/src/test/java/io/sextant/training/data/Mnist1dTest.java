package io.sextant.training.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class Mnist1dTest {
    private static final Mnist1d DATA = Mnist1d.generate();

    @Test
    void splitsHaveTheirSizes() {
        assertEquals(List.of(4_000, 4_000, 20_000, 1_000),
            Stream.of(DATA.training(), DATA.selection(), DATA.lastNumber(), DATA.standardTest()).map(Samples::size).toList());
        assertEquals(40, DATA.training().length());
    }

    @Test
    void isTheSameAtEveryCall() {
        Mnist1d again = Mnist1d.generate();
        assertArrayEquals(DATA.training().features(), again.training().features());
        assertArrayEquals(DATA.lastNumber().labels(), again.lastNumber().labels());
    }

    @Test
    void classesAreBalanced() {
        long[] standard = new long[10];
        Stream.of(DATA.training(), DATA.standardTest()).forEach(set -> Arrays.stream(set.labels()).forEach(label -> standard[label]++));
        assertArrayEquals(filled(500), standard);
        assertArrayEquals(filled(400), counts(DATA.selection()));
        assertArrayEquals(filled(2_000), counts(DATA.lastNumber()));
        for (long count : counts(DATA.standardTest())) {
            assertTrue(count > 65 && count < 135, "the test split is drawn at random, got " + count + " of a class");
        }
    }

    @Test
    void labelsAreShuffled() {
        int[] labels = DATA.training().labels();
        long runs = IntStream.range(1, labels.length).filter(i -> labels[i] != labels[i - 1]).count();
        assertTrue(runs > 3_400 && runs < 3_750, "nine of ten neighbours differ, got " + runs + " of 3999");
    }

    @Test
    void standardSamplesHaveMeanZeroAndDeviationOne() {
        float[] training = DATA.training().features();
        float[] test = DATA.standardTest().features();
        double sum = sum(training) + sum(test);
        double squares = squares(training) + squares(test);
        int count = training.length + test.length;
        assertEquals(0, sum / count, 1e-5);
        assertEquals(1, squares / count, 1e-4);
    }

    @Test
    void freshSamplesAreOfTheSameDistribution() {
        for (Samples fresh : List.of(DATA.selection(), DATA.lastNumber())) {
            float[] values = fresh.features();
            assertEquals(0, sum(values) / values.length, 0.03);
            assertEquals(1, squares(values) / values.length, 0.05);
        }
    }

    /** The expected values are those of 4,000 samples of the published procedure written down a second time, in Python. */
    @Test
    void correlationsOverTimeAndTailsAreThoseOfThePublishedProcedure() {
        assertEquals(0.817, autocorrelation(1), 0.015);
        assertEquals(0.355, autocorrelation(3), 0.02);
        assertEquals(0.058, autocorrelation(10), 0.02);
        float[] values = DATA.training().features();
        double fourth = IntStream.range(0, values.length).mapToDouble(i -> Math.pow(values[i], 4)).sum() / values.length;
        assertEquals(4.44, fourth, 0.2);
    }

    @Test
    void noSampleIsInTwoSplits() {
        Set<List<Float>> seen = new HashSet<>();
        int count = 0;
        for (Samples set : List.of(DATA.training(), DATA.selection(), DATA.lastNumber(), DATA.standardTest())) {
            for (int i = 0; i < set.size(); i++) {
                float[] features = set.features(i);
                seen.add(IntStream.range(0, 5).mapToObj(step -> features[step]).toList());
                count++;
            }
        }
        assertEquals(count, seen.size());
    }

    private static long[] filled(long value) {
        long[] filled = new long[10];
        Arrays.fill(filled, value);
        return filled;
    }

    private static long[] counts(Samples samples) {
        long[] counts = new long[10];
        Arrays.stream(samples.labels()).forEach(label -> counts[label]++);
        return counts;
    }

    private static double sum(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).sum();
    }

    private static double squares(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> (double) values[i] * values[i]).sum();
    }

    private static double autocorrelation(int distance) {
        double sum = 0;
        for (int i = 0; i < DATA.training().size(); i++) {
            float[] signal = DATA.training().features(i);
            for (int step = 0; step + distance < signal.length; step++) {
                sum += (double) signal[step] * signal[step + distance];
            }
        }
        return sum / (DATA.training().size() * (40.0 - distance));
    }
}
