package io.sextant.cli.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class TuningStageTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Progress progress = new LineProgress(new PrintStream(bytes, true, StandardCharsets.UTF_8));

    private List<String> shown(TuningStage stage, int kernels) {
        stage.begin(kernels);
        for (int i = 0; i < kernels; i++) {
            stage.tuned();
        }
        progress.close();
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void isAStageOfItsOwn() {
        List<String> lines = shown(TuningStage.alone(progress), 8);
        assertEquals("Tuning kernels (8)", lines.get(0));
        assertTrue(lines.get(lines.size() - 1).startsWith("Tuning kernels: 8 of 8"), lines::toString);
    }

    @Test
    void leavesTheStageThatItIsPartOfAlone() {
        assertEquals(List.of("tuned 10 of 23 kernels", "tuned 20 of 23 kernels", "tuned 23 of 23 kernels"),
            shown(TuningStage.within(progress), 23));
    }
}
