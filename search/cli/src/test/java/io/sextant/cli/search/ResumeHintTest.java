package io.sextant.cli.search;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ResumeHintTest {
    @Test
    void theHintNamesTheCommand() {
        assertEquals("interrupted; what was found is kept, go on with: ./sextant search --resume 'runs/my run'",
            ResumeHint.sentence(Path.of("runs/my run")));
    }
}
