package io.sextant.toolchain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildRunTest {
    private static final Duration AMPLE = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    @Test
    void keepsBothStreamsAndTheStatus() throws IOException {
        ChildRun run = shell("echo out; echo err >&2; exit 3", AMPLE);
        assertEquals(new ChildRun(3, false, "out\n", "err\n"), run);
        assertEquals("ended with exit status 3", run.failure());
        assertFalse(run.succeeded());
        assertTrue(shell("true", AMPLE).succeeded());
    }

    @Test
    void namesTheSignal() throws IOException {
        assertEquals("killed by signal 4 (SIGILL, an instruction that this CPU does not have)", shell("kill -ILL $$", AMPLE).failure());
    }

    @Test
    void killsTheChildAndItsChildrenWhenTimeIsOver() throws IOException {
        ChildRun run = shell("sleep 100 & echo $!; wait", Duration.ofMillis(500));
        assertTrue(run.timedOut());
        assertEquals("did not end in time", run.failure());
        long grandchild = Long.parseLong(run.output().strip());
        ProcessHandle.of(grandchild).ifPresent(process -> process.onExit().orTimeout(20, TimeUnit.SECONDS).join());
    }

    @Test
    void passesNoEnvironmentOn() throws IOException {
        assertFalse(shell("export -p", AMPLE).output().contains("HOME"));
    }

    @Test
    void keepsNoMoreThanTheHead() throws IOException {
        assertEquals(64 * 1024, shell("head -c 1000000 /dev/zero", AMPLE).output().length());
    }

    @Test
    void refusesWhatCannotBeStarted() {
        assertThrows(IOException.class, () -> ChildRun.of(List.of(folder.resolve("none").toString()), folder, AMPLE));
    }

    private ChildRun shell(String script, Duration limit) throws IOException {
        return ChildRun.of(List.of("/bin/sh", "-c", script), folder, limit);
    }
}
