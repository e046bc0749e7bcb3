package io.sextant.training.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeformationTest {
    @Test
    void templatesStartAtZeroWithTheDeviationOfASixth() {
        for (int digit = 0; digit < 10; digit++) {
            double[] template = Digits.template(digit);
            double mean = Arrays.stream(template).average().orElseThrow();
            double variance = Arrays.stream(template).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
            assertEquals(0, template[0]);
            assertEquals(1.0 / 6, Math.sqrt(variance), 1e-12);
        }
    }

    @Test
    void withoutNoiseTheTemplateIsScaledRotatedAndResampledAlone() {
        Deformation still = new Deformation(60, 60, 0, 1, 0, 0, 0, 72);
        double[] template = Digits.template(0);
        double[] signal = still.apply(template, new NoiseSource(1));
        assertArrayEquals(template, Arrays.copyOf(signal, 12), 1e-7);
        assertTrue(Arrays.stream(signal, 12, 72).allMatch(value -> value == 0), "nothing but padding after the template");
    }

    @Test
    void shearTiltsTheSignalAroundItsMiddle() {
        Deformation tilted = new Deformation(60, 60, 0, 1, 0, 0, 0.75, 72);
        double[] signal = tilted.apply(new double[12], new NoiseSource(3));
        assertEquals(-signal[0], signal[71], 1e-7);
        assertTrue(Math.abs(signal[0]) > 1e-3 && Math.abs(signal[0]) <= 0.1875 + 1e-7, "at most half of half of 0.75, got " + signal[0]);
    }

    @Test
    void resamplingALineGivesALine() {
        double[] line = IntStream.range(0, 72).mapToDouble(i -> 3 * i / 71.0).toArray();
        double[] resampled = Deformation.resampled(line, 40);
        for (int i = 0; i < 40; i++) {
            assertEquals(3 * i / 39.0, resampled[i], 1e-12);
        }
    }

    @Test
    void smoothingKeepsAConstantAndReflectsAtTheEnds() {
        double[] constant = new double[20];
        Arrays.fill(constant, 2);
        assertArrayEquals(constant, NoiseSource.smooth(constant, 2), 1e-12);
        double[] spike = new double[40];
        spike[0] = 1;
        double[] smoothed = NoiseSource.smooth(spike, 2);
        double whole = IntStream.rangeClosed(-8, 8).mapToDouble(i -> Math.exp(-i * i / 8.0)).sum();
        assertEquals((1 + Math.exp(-1 / 8.0)) / whole, smoothed[0], 1e-12);
        assertEquals(1, Arrays.stream(smoothed).sum(), 1e-12);
    }

    @Test
    void normalVariatesHaveTheMomentsOfANormalDistribution() {
        double[] values = new NoiseSource(7).normal(200_000, 2);
        double variance = Arrays.stream(values).map(v -> v * v).average().orElseThrow();
        double fourth = Arrays.stream(values).map(v -> v * v * v * v).average().orElseThrow();
        assertEquals(0, Arrays.stream(values).average().orElseThrow(), 0.02);
        assertEquals(4, variance, 0.06);
        assertEquals(3, fourth / (variance * variance), 0.06);
    }
}
