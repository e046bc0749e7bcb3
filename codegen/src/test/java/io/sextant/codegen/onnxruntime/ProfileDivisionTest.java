package io.sextant.codegen.onnxruntime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProfileDivisionTest {
    @Test
    void whatTheProfilerAddsToEachOperatorIsTakenOffFirst() {
        ProfileDivision division = ProfileDivision.of(nodes(13, 6, 8), 18_000);

        assertTimes(division, 10_000, 3_000, 5_000);
        assertTrue(division.method().contains("less 3.00 us per operator, rescaled by 1.00"), division.method());
    }

    @Test
    void theSmallestOperatorKeepsATenth() {
        assertTimes(ProfileDivision.of(nodes(10.9, 1), 5_050), 5_000, 50);
    }

    @Test
    void aTotalAboveTheProfileOnlyScales() {
        assertTimes(ProfileDivision.of(nodes(10, 5), 30_000), 20_000, 10_000);
    }

    private static void assertTimes(ProfileDivision division, double... nanoseconds) {
        double[] actual = division.nanoseconds().stream().mapToDouble(t -> t).toArray();
        for (int i = 0; i < nanoseconds.length; i++) {
            assertEquals(nanoseconds[i], actual[i], 1e-6 * nanoseconds[i], () -> Arrays.toString(actual));
        }
    }

    private static List<ProfiledNode> nodes(double... micros) {
        return Arrays.stream(micros).mapToObj(m -> new ProfiledNode("n", "Op", m)).toList();
    }
}
