package io.sextant.tests.endtoend;

import io.sextant.tests.program.ProgramRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One brief search that several test classes look at, in a home and a working folder of its own. Run when first asked for, over a
 * space of networks that train in seconds.
 */
final class BriefSearch {
    private static final Path FOLDER = newFolder();
    private static final Path SPACE = Folders.resource("small.yaml", FOLDER);
    private static final Path OUT = FOLDER.resolve("first");
    private static final ProgramRun RUN = search(OUT, "--json");

    private BriefSearch() {
    }

    /** The finished run, made with {@code --json}. */
    static ProgramRun run() {
        return RUN;
    }

    /** The folder of its results. */
    static Path out() {
        return OUT;
    }

    /** The file of its space. */
    static Path space() {
        return SPACE;
    }

    /** Where it keeps what it measured. */
    static Path home() {
        return FOLDER.resolve("home");
    }

    static Path winner() {
        return OUT.resolve("winner.onnx");
    }

    /** Starts further commands in the same home. */
    static ProgramRun.Starter program() {
        return ProgramRun.inChildJvm(home(), FOLDER);
    }

    /** The same search again, into another folder. */
    static ProgramRun search(Path out, String... further) {
        List<String> arguments = new ArrayList<>(List.of("search", "--space", SPACE.toString(), "--trials", "6", "--budget", "15s",
            "--seed", "7", "--costs", "measured", "--limit", "latency <= 1 ms", "--out", out.toString()));
        arguments.addAll(List.of(further));
        return program().run(arguments.toArray(String[]::new));
    }

    private static Path newFolder() {
        try {
            Path folder = Files.createTempDirectory("sextant-end-to-end");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> Folders.delete(folder)));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
