package io.sextant.search.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sextant.search.limit.ParetoFront.Point;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ParetoFrontTest {
    private static Point<String> point(String item, double accuracy, Double... costs) {
        return new Point<>(item, accuracy, List.of(costs));
    }

    private static List<String> items(ParetoFront<String> front) {
        return front.points().stream().map(Point::item).toList();
    }

    @Test
    void keepsWhatNothingDominates() {
        assertEquals(List.of("cheap", "middle", "best"), items(ParetoFront.of(List.of(
            point("best", 0.95, 9.0), point("worse", 0.8, 9.0), point("cheap", 0.5, 1.0), point("dearer", 0.5, 2.0),
            point("middle", 0.9, 4.0)))));
    }

    @Test
    void equalPointsStayTogether() {
        assertEquals(List.of("a", "b"), items(ParetoFront.of(List.of(point("a", 0.9, 3.0), point("b", 0.9, 3.0), point("c", 0.9, 4.0)))));
    }

    @Test
    void anyCostKeepsAPoint() {
        assertEquals(List.of("fast", "small"), items(ParetoFront.of(List.of(
            point("fast", 0.9, 1.0, 9.0), point("small", 0.9, 2.0, 3.0), point("neither", 0.9, 2.0, 9.0)))));
    }

    @Test
    void equalsTheDefinitionOnRandomPoints() {
        Random random = new Random(1);
        for (int round = 0; round < 50; round++) {
            List<Point<String>> points = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                points.add(point("p" + i, random.nextInt(8), (double) random.nextInt(8), (double) random.nextInt(8)));
            }
            Set<String> expected = new HashSet<>();
            points.forEach(p -> {
                if (points.stream().noneMatch(other -> other.dominates(p))) {
                    expected.add(p.item());
                }
            });
            Collections.shuffle(points, random);
            assertEquals(expected, new HashSet<>(items(ParetoFront.of(points))));
        }
    }

    @Test
    void emptyAndMalformed() {
        assertEquals(List.of(), ParetoFront.of(List.<Point<String>>of()).points());
        assertThrows(IllegalArgumentException.class, () -> point("nan", Double.NaN, 1.0));
        assertThrows(IllegalArgumentException.class, () -> ParetoFront.of(List.of(point("a", 1, 1.0), point("b", 1, 1.0, 2.0))));
    }
}
