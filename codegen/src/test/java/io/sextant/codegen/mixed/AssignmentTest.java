package io.sextant.codegen.mixed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AssignmentTest {
    private static final double NEVER = Double.POSITIVE_INFINITY;

    private static Assignment cheapest(double[][] nanos, double... crossing) {
        return Assignment.cheapest(nanos, crossing);
    }

    @Test
    void goesToTheFasterWhereThatPays() {
        double[][] nanos = {{1, 9, 1, 5}, {9, 2, 9, 5}};
        assertEquals(new Assignment(List.of(0, 1, 0, 0), 1 + 2 + 1 + 5 + 2 * 3), cheapest(nanos, 3, 3, 3, 3));
        assertEquals(new Assignment(List.of(0, 0, 0, 0), 16), cheapest(nanos, 4, 4, 4, 4), "a crossing for 3.5 or less would pay");
    }

    @Test
    void crossesWhereLittleIsAlive() {
        double[][] nanos = {{1, 3, 9}, {9, 3, 1}};
        assertEquals(List.of(0, 1, 1), cheapest(nanos, 0, 1, 5).engines());
        assertEquals(List.of(0, 0, 1), cheapest(nanos, 0, 5, 1).engines());
    }

    @Test
    void whatOneCannotTheOtherDoes() {
        assertEquals(new Assignment(List.of(0, 1, 0), 1 + 50 + 1 + 2 * 7), cheapest(new double[][] {{1, NEVER, 1}, {40, 50, 60}}, 7, 7, 7));
        assertEquals(NEVER, cheapest(new double[][] {{1, NEVER}, {1, NEVER}}, 1, 1).nanos());
    }

    @Test
    void isTheBestOfAll() {
        SplittableRandom random = new SplittableRandom(5);
        for (int trial = 0; trial < 200; trial++) {
            int kernels = random.nextInt(1, 8);
            double[][] nanos = new double[2][kernels];
            double[] crossing = new double[kernels];
            for (int i = 0; i < kernels; i++) {
                nanos[0][i] = random.nextInt(6) == 0 ? NEVER : random.nextInt(20);
                nanos[1][i] = random.nextInt(20);
                crossing[i] = random.nextInt(10);
            }
            double best = NEVER;
            for (int bits = 0; bits < 1 << kernels; bits++) {
                best = Math.min(best, cost(bits, nanos, crossing));
            }
            Assignment found = cheapest(nanos, crossing);
            int bits = 0;
            for (int i = 0; i < kernels; i++) {
                bits |= found.engines().get(i) << i;
            }
            assertEquals(best, found.nanos());
            assertEquals(best, cost(bits, nanos, crossing), "what it says it costs");
        }
    }

    private static double cost(int bits, double[][] nanos, double[] crossing) {
        double cost = 0;
        for (int i = 0; i < crossing.length; i++) {
            cost += nanos[bits >> i & 1][i] + (i > 0 && (bits >> i & 1) != (bits >> i - 1 & 1) ? crossing[i] : 0);
        }
        return cost;
    }

    @Test
    void aCrossingIsKnownByTwo() {
        Crossing crossing = Crossing.fit(new double[] {1000, 11_000}, new double[] {6000, 8000});
        assertEquals(5800, crossing.fixedNanos(), 1e-9);
        assertEquals(9800, crossing.nanos(20_000), 1e-9);
        assertEquals(new Crossing(3, 0), Crossing.fit(new double[] {10, 20}, new double[] {3, 2}), "noise");
    }
}
