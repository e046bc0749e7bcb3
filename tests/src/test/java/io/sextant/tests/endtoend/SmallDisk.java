package io.sextant.tests.endtoend;

import io.sextant.tests.program.ProgramRun;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/** A folder on a file system of its own that is soon full. */
final class SmallDisk implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    /** Mounts one of {@code kibibytes} over an empty folder; skips the test where that is not allowed. */
    static SmallDisk mount(Path folder, int kibibytes) {
        ProgramRun mount = run(folder, "mount", "-t", "tmpfs", "-o", "size=" + kibibytes + "k", "sextant-small-disk", folder.toString());
        Assumptions.assumeTrue(mount.exitCode() == 0, () -> "skipped: no tmpfs can be mounted here; run the tests as root (" + mount.stderr()
            + ")");
        return new SmallDisk(folder);
    }

    Path folder() {
        return folder;
    }

    @Override
    public void close() {
        ProgramRun unmount = run(folder, "umount", "-l", folder.toString());
        if (unmount.exitCode() != 0) {
            throw new IllegalStateException("still mounted: " + unmount.transcript());
        }
    }

    private static ProgramRun run(Path folder, String command, String... arguments) {
        return new ProgramRun.Starter(List.of("env", command), folder.getParent(), Map.of(), TIMEOUT).run(arguments);
    }
}
