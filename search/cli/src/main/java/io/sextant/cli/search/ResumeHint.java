package io.sextant.cli.search;

import io.sextant.cli.run.ShellWords;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** Says how to go on with a run when it is interrupted (Ctrl-C, SIGTERM), as long as it is armed. */
final class ResumeHint {
    private final Thread hook;

    private ResumeHint(Thread hook) {
        this.hook = hook;
    }

    static ResumeHint armed(Path folder, PrintStream err) {
        Thread hook = new Thread(() -> err.println(System.lineSeparator() + sentence(folder)), "resume-hint");
        Runtime.getRuntime().addShutdownHook(hook);
        return new ResumeHint(hook);
    }

    static String sentence(Path folder) {
        return "interrupted; what was found is kept, go on with: " + ShellWords.command(List.of("search", "--resume", folder.toString()));
    }

    void disarm() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException goingDown) {
            // The hint is being printed, which is right: the run did not come to its end before the signal.
            return;
        }
    }
}
