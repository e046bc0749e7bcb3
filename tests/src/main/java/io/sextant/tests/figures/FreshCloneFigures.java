package io.sextant.tests.figures;

import io.sextant.tests.program.Checkout;
import io.sextant.tests.program.ProgramRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a new user waits for: the build in a fresh clone with nothing downloaded before, then the default search. */
final class FreshCloneFigures implements FigureSet {
    private static final double GOAL_SECONDS = 300;

    @Override
    public List<Figure> measure(boolean quick) {
        if (quick) {
            Note.progress("fresh clone: only without --quick");
            return List.of();
        }
        try {
            Path folder = Files.createTempDirectory("sextant-fresh");
            try {
                return measure(folder);
            } finally {
                Folders.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Figure> measure(Path folder) {
        Path clone = folder.resolve("clone");
        ProgramRun.Starter git = new ProgramRun.Starter(List.of("git"), folder, Map.of(), Duration.ofMinutes(5));
        checked(git.run("clone", "--quiet", Checkout.root().toString(), clone.toString()));
        Map<String, String> nothingYet = Map.of(
            "MAVEN_USER_HOME", folder.resolve("maven").toString(),
            "SEXTANT_MAVEN_OPTS", "-Dmaven.repo.local=" + folder.resolve("repository"),
            "SEXTANT_JAVA_OPTS", "-Dorg.bytedeco.javacpp.cachedir=" + folder.resolve("javacpp"),
            "SEXTANT_HOME", folder.resolve("home").toString());
        ProgramRun.Starter launcher = new ProgramRun.Starter(List.of(clone.resolve("sextant").toString()), clone, nothingYet,
            Duration.ofMinutes(60));
        Note.progress("building in a fresh clone with an empty Maven repository");
        double build = checked(launcher.run("--version"));
        Note.progress(String.format(Locale.ROOT, "built in %.0f s; running the default search", build));
        double search = checked(launcher.run("search", "--json"));
        return List.of(new Figure("default search in a fresh clone, after a build of " + seconds(build), "< 300 s", "-", seconds(search),
            String.format(Locale.ROOT, "%.2f", search / GOAL_SECONDS), search < GOAL_SECONDS));
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.0f s", seconds);
    }

    private static double checked(ProgramRun run) {
        if (run.exitCode() != 0) {
            throw new IllegalStateException(run.transcript());
        }
        return run.duration().toNanos() / 1e9;
    }
}
