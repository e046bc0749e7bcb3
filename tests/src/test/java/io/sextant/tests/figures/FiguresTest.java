package io.sextant.tests.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FiguresTest {
    private static final Figure REACHED = new Figure("speed", "< 2 s", "3 s", "1 s", "0.33", true);
    private static final Figure MISSED = new Figure("accuracy", ">= 90 %", "94 %", "89 %", "0.95", false);

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Figures figures = new Figures(Map.of("good", () -> quick -> List.of(REACHED), "mixed",
        () -> quick -> List.of(REACHED, MISSED), "absent", () -> quick -> {
            throw new NotRunnable("no GPU here");
        }), new PrintStream(printed, true, StandardCharsets.UTF_8));

    @Test
    void allReached() {
        assertEquals(0, figures.run(List.of("good")));
        assertEquals(List.of("figure  goal   peer  ours  ratio  reached", "speed   < 2 s  3 s   1 s   0.33   yes", "good: reached 1 of 1"),
            lines());
    }

    @Test
    void oneMissedIsExitCodeOne() {
        assertEquals(1, figures.run(List.of("mixed")));
        assertEquals("mixed: reached 1 of 2", lastLine());
    }

    @Test
    void quickDoesNotJudge() {
        assertEquals(0, figures.run(List.of("mixed", "--quick")));
        assertEquals("mixed: reached 1 of 2", lastLine());
    }

    @Test
    void whatCannotRunSaysWhy() {
        assertEquals(4, figures.run(List.of("absent")));
        assertEquals("absent: not run (no GPU here)", lastLine());
    }

    @Test
    void unknownNameSuggestsANearOne() {
        assertEquals(2, figures.run(List.of("mixd")));
        assertTrue(lastLine().contains("mixed"), lastLine());
    }

    @Test
    void withoutNameShowsUsage() {
        assertEquals(2, figures.run(List.of("--quick")));
        assertTrue(lastLine().startsWith("usage: tests/figures NAME [--quick]; names: absent, good, mixed"), lastLine());
    }

    private List<String> lines() {
        return printed.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private String lastLine() {
        return lines().get(lines().size() - 1);
    }
}
