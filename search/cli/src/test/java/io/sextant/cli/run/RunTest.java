package io.sextant.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sextant.device.measure.NoiseCheck;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunTest {
    private static String command(String... arguments) {
        Run run = SampleRun.run(Path.of("runs/one"));
        return new Run(run.folder(), List.of(arguments), run.started(), run.space(), run.strategy(), run.settings(), run.bench()).command();
    }

    @Test
    void plainWordsStayAndOthersAreQuotedForAShell() {
        assertEquals("./sextant search --limit 'latency <= 60 us' --seed 7",
            command("search", "--limit", "latency <= 60 us", "--seed", "7"));
        assertEquals("./sextant search --out 'it'\\''s here' '' '$HOME' '*'", command("search", "--out", "it's here", "", "$HOME", "*"));
        assertEquals("./sextant search --space=./a/b.yaml --out /tmp/x_1", command("search", "--space=./a/b.yaml", "--out", "/tmp/x_1"));
    }

    @Test
    void theIdIsTheFoldersName() {
        assertEquals("one", SampleRun.run(Path.of("runs/one")).id());
        assertEquals("one", SampleRun.run(Path.of("/runs/one/.")).id());
        assertEquals(Path.of("").toAbsolutePath().getFileName().toString(), SampleRun.run(Path.of(".")).id());
        assertEquals("/", SampleRun.run(Path.of("/")).id());
    }

    @Test
    void aNoiseCheckThatFailedIsSaid() {
        Run.Bench bench = SampleRun.run(Path.of("x")).bench();
        assertEquals("quiet: differences under 2.0 % are noise (A/A 0.1 %)", bench.noiseWords());
        Run.Bench failed = new Run.Bench(bench.device(), bench.implementation(), new NoiseCheck.Outcome.Failed("worker gone"));
        assertEquals("unknown: worker gone", failed.noiseWords());
        assertEquals(Optional.empty(), failed.noiseReport());
    }
}
