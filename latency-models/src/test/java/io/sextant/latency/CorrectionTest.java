package io.sextant.latency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.device.measure.Clock;
import io.sextant.latency.Correction.Observation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CorrectionTest {
    private static final Target TARGET = new Target("i/1/o", "d", 1, Clock.THREAD_CPU);
    private static final Instant DATE = Instant.parse("2026-01-31T12:00:00Z");

    /** Networks whose sums lie evenly between {@code least} and {@code most}. */
    private static List<Observation> networks(int count, double least, double most, DoubleUnaryOperator measured) {
        return IntStream.range(0, count).mapToObj(i -> {
            double sum = least + (most - least) * i / (count - 1);
            return new Observation(sum, measured.applyAsDouble(sum));
        }).toList();
    }

    private static Correction fit(List<Observation> networks) {
        return Correction.fit(TARGET, networks, DATE);
    }

    private static double error(Correction correction, Observation seen) {
        return correction.corrected(seen.summedNanos()) / seen.measuredNanos() - 1;
    }

    @ParameterizedTest
    @CsvSource({"0.8", "1", "1.3"})
    void aPureScaleIsFoundExactly(double scale) {
        Correction found = fit(networks(8, 1e6, 4e6, sum -> scale * sum));

        assertEquals(scale, found.scale(), 1e-9);
        assertEquals(0, found.fixedNanos(), 1e-3);
        assertEquals(0, found.error(), 1e-9);
        assertEquals(8, found.networks());
        assertEquals(TARGET, found.target());
        assertEquals(DATE, found.date());
    }

    @ParameterizedTest
    @CsvSource({"5e3, 1", "2e5, 1.1", "5e5, 0.95"})
    void aFixedCostIsFoundFromNetworksOfManySizes(double fixed, double scale) {
        List<Observation> networks = networks(32, 2e5, 8e6, sum -> fixed + scale * sum);

        Correction found = fit(networks);

        assertEquals(scale, found.scale(), 0.02 * scale);
        assertEquals(fixed, found.fixedNanos(), 0.1 * fixed);
        networks.forEach(seen -> assertEquals(0, error(found, seen), 0.03, seen::toString));
    }

    /** From networks that are alike nobody can tell what is fixed; what is claimed must hold for others all the same. */
    @Test
    void networksThatAreAlikeDoNotSendItFarOff() {
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            Correction found = fit(networks(16, 1.95e6, 2.05e6, sum -> 1.1 * sum * (1 + 0.01 * random.nextGaussian())));
            assertEquals(1, found.corrected(1e6) / 1.1e6, 0.05, found::toString);
            assertEquals(1, found.corrected(4e6) / 4.4e6, 0.05, found::toString);
            assertTrue(found.error() > 0.004 && found.error() < 0.02, found::toString);
        }
    }

    @Test
    void oneNetworkThatWasDisturbedHardlyMovesItButCountsInTheError() {
        List<Observation> networks = new ArrayList<>(networks(20, 1e6, 4e6, sum -> 5e4 + 1.05 * sum));
        networks.set(7, new Observation(networks.get(7).summedNanos(), 3 * networks.get(7).measuredNanos()));

        Correction found = fit(networks);

        IntStream.range(0, 20).filter(i -> i != 7).forEach(i -> assertEquals(0, error(found, networks.get(i)), 0.05));
        assertEquals(2 / 3.0 / Math.sqrt(20), found.error(), 0.02);
    }

    @Test
    void thereIsNoFixedCostBelowZero() {
        Correction found = fit(networks(16, 1e6, 4e6, sum -> 1.2 * sum - 3e5));

        assertEquals(0, found.fixedNanos());
        assertEquals(1.05, found.scale(), 0.1);
    }

    @Test
    void theErrorIsThatOfEachNetworkByTheOthersAlone() {
        Random random = new Random(3);
        List<Observation> networks = networks(7, 1e6, 4e6, sum -> 1e5 + sum * (1 + 0.05 * random.nextGaussian()));
        double squares = 0;
        for (Observation left : networks) {
            squares += Math.pow(error(fit(networks.stream().filter(seen -> seen != left).toList()), left), 2);
        }

        assertEquals(Math.sqrt(squares / 7), fit(networks).error(), 1e-12);
        double ofTheFit = networks.stream().mapToDouble(seen -> Math.pow(error(fit(networks), seen), 2)).average().orElseThrow();
        assertTrue(fit(networks).error() > Math.sqrt(ofTheFit), "more than the error of the fit itself");
    }

    @Test
    void theIntervalKnowsHowManyNetworksThereWere() {
        assertEquals(1.96 * 0.02 * Math.sqrt(1.25), new Correction(TARGET, 0, 1, 4, 0.02, DATE).halfWidth(), 1e-12);
        assertEquals(1.96 * 0.02 * Math.sqrt(1.01), new Correction(TARGET, 0, 1, 100, 0.02, DATE).halfWidth(), 1e-12);
    }

    @Test
    void theIntervalHoldsNineteenOfTwentyNewNetworks() {
        Random random = new Random(5);
        DoubleUnaryOperator measured = sum -> (1e5 + 1.05 * sum) * (1 + 0.03 * random.nextGaussian());
        int held = 0;
        for (int i = 0; i < 200; i++) {
            Correction found = fit(networks(16, 1e6, 4e6, measured));
            for (Observation unseen : networks(5, 1.2e6, 3.8e6, measured)) {
                held += Math.abs(unseen.measuredNanos() / found.corrected(unseen.summedNanos()) - 1) <= found.halfWidth() ? 1 : 0;
            }
        }
        assertEquals(0.95, held / 1000.0, 0.025);
    }

    @Test
    void tooFewNetworksSayNothing() {
        assertThrows(IllegalArgumentException.class, () -> fit(networks(3, 1e6, 4e6, sum -> sum)));
        assertEquals(4, fit(networks(4, 1e6, 4e6, sum -> sum)).networks());
    }

    @Test
    void refusesWhatIsNoCorrection() {
        for (double wrong : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThrows(IllegalArgumentException.class, () -> new Correction(TARGET, wrong, 1, 4, 0, DATE));
            assertThrows(IllegalArgumentException.class, () -> new Correction(TARGET, 0, wrong, 4, 0, DATE));
            assertThrows(IllegalArgumentException.class, () -> new Correction(TARGET, 0, 1, 4, wrong, DATE));
        }
        assertThrows(IllegalArgumentException.class, () -> new Correction(TARGET, 0, 0, 4, 0, DATE));
        assertThrows(IllegalArgumentException.class, () -> new Observation(0, 1));
        assertThrows(IllegalArgumentException.class, () -> new Observation(1, Double.NaN));
    }
}
