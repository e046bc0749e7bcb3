package io.sextant.ir.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damaged models in a small heap and a short time. By hand, with more of them and a folder that keeps those that lead to faults:
 * {@code ./mvnw -o -pl ir -am test -Dtest=ImportFuzzTest -Dsurefire.failIfNoSpecifiedTests=false -Dsextant.fuzz.rounds=100000
 * -Dsextant.fuzz.folder=/tmp/faults}.
 */
class ImportFuzzTest {
    private static final int ROUNDS = 3000;
    private static final long SEED = 2026;
    @TempDir(cleanup = CleanupMode.ALWAYS)
    private Path temporary;

    @Test
    void everyDamagedModelIsReadOrRefused() throws IOException, InterruptedException {
        Path folder = Files.createDirectories(Optional.ofNullable(System.getProperty("sextant.fuzz.folder")).map(Path::of)
            .orElse(temporary));
        int rounds = Integer.getInteger("sextant.fuzz.rounds", ROUNDS);
        try (ImportFuzz fuzz = new ImportFuzz(folder, FuzzSeeds.all())) {
            fuzz.run(rounds, Long.getLong("sextant.fuzz.seed", SEED));
            System.out.println(rounds + " damaged models: " + fuzz.read() + " read, " + fuzz.refused() + " refused in "
                + fuzz.refusals().size() + " ways, " + fuzz.faults().size() + " faults");
            assertEquals(List.of(), fuzz.faults());
            assertTrue(fuzz.read() > rounds / 20 && fuzz.refused() > rounds / 5, "the damage is neither too small nor too great");
        }
    }
}
