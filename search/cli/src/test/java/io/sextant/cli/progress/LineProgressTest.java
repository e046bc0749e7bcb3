package io.sextant.cli.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineProgressTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Progress progress = new LineProgress(new PrintStream(bytes, true, StandardCharsets.UTF_8));

    private List<String> lines() {
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private void step(int times) {
        for (int i = 0; i < times; i++) {
            progress.step();
        }
    }

    @Test
    void saysWhenAStageBeginsAtEveryQuarterAndWhenItEnds() {
        progress.stage("search", 40);
        step(40);
        progress.close();
        assertEquals(5, lines().size(), lines()::toString);
        assertEquals("search (40)", lines().get(0));
        assertTrue(lines().get(1).matches("search: 10 of 40, about [0-9]+ s left"), lines().get(1));
        assertTrue(lines().get(3).startsWith("search: 30 of 40"), lines().get(3));
        assertTrue(lines().get(4).matches("search: 40 of 40 done in [0-9]+\\.[0-9] s"), lines().get(4));
    }

    @Test
    void aStageEndsTheOneBefore() {
        progress.stage("first", 3);
        progress.step();
        progress.stage("second", 2);
        assertTrue(lines().get(lines().size() - 2).startsWith("first: 1 of 3 done"), lines()::toString);
        assertEquals("second (2)", lines().get(lines().size() - 1));
    }

    @Test
    void moreStepsThanAnnouncedAreNotShown() {
        progress.stage("re-measure", 2);
        step(7);
        progress.close();
        assertTrue(lines().get(lines().size() - 1).startsWith("re-measure: 2 of 2 done"), lines()::toString);
    }

    @Test
    void closingTwiceAndStepsOutsideOfAStageSayNothing() {
        progress.step();
        progress.stage("one", 1);
        progress.close();
        int said = lines().size();
        progress.close();
        progress.step();
        assertEquals(said, lines().size());
    }

    @Test
    void sentencesStandByThemselves() {
        progress.stage("search", 8);
        progress.say("limit: latency <= 30 us");
        assertEquals(List.of("search (8)", "limit: latency <= 30 us"), lines());
    }
}
