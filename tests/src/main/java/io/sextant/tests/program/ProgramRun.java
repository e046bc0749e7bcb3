package io.sextant.tests.program;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What one run of the program left behind. */
public record ProgramRun(List<String> command, int exitCode, String stdout, String stderr, Duration duration) {
    /** Exit code of a run that was ended because it took longer than its starter allows. */
    public static final int OUT_OF_TIME = -1;

    public ProgramRun {
        command = List.copyOf(command);
    }

    /** The program in a child JVM on this JVM's class path, without the launcher; made for a quick start. */
    public static Starter inChildJvm(Path home, Path folder) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = List.of(java, "-Xshare:auto", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Dfile.encoding=UTF-8",
            "-cp", System.getProperty("java.class.path"), "io.sextant.cli.Main");
        return new Starter(command, folder, environment(home), Duration.ofMinutes(5));
    }

    /** The program through the launcher of a checkout. */
    public static Starter throughLauncher(Path checkout, Path home, Path folder) {
        return new Starter(List.of(checkout.resolve("sextant").toString()), folder, environment(home), Duration.ofMinutes(30));
    }

    private static Map<String, String> environment(Path home) {
        return Map.of("SEXTANT_HOME", home.toString(), "NO_COLOR", "1", "LC_ALL", "C.UTF-8");
    }

    /** All that it printed, for messages. */
    public String transcript() {
        return String.join(" ", command) + "\nexit code " + exitCode + " after " + duration.toMillis() + " ms\nstdout:\n" + stdout
            + "\nstderr:\n" + stderr;
    }

    /** How runs are started. Standard input is empty. */
    public record Starter(List<String> command, Path folder, Map<String, String> environment, Duration timeout) {
        public Starter {
            command = List.copyOf(command);
            environment = Map.copyOf(environment);
        }

        /** Starts the program; both of its streams go to {@code log}. Whoever starts it ends it. */
        public Process start(Path log, String... arguments) throws IOException {
            return builder(line(arguments)).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        }

        /** Runs the program to its end. */
        public ProgramRun run(String... arguments) {
            List<String> line = line(arguments);
            try {
                Path streams = Files.createTempDirectory("sextant-run");
                try {
                    return run(line, streams.resolve("stdout"), streams.resolve("stderr"));
                } finally {
                    Files.deleteIfExists(streams.resolve("stdout"));
                    Files.deleteIfExists(streams.resolve("stderr"));
                    Files.deleteIfExists(streams);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private ProgramRun run(List<String> line, Path stdout, Path stderr) throws IOException {
            ProcessBuilder builder = builder(line).redirectOutput(stdout.toFile()).redirectError(stderr.toFile());
            long start = System.nanoTime();
            Process process = builder.start();
            int exitCode = await(process);
            Duration duration = Duration.ofNanos(System.nanoTime() - start);
            return new ProgramRun(line, exitCode, Files.readString(stdout), Files.readString(stderr), duration);
        }

        private List<String> line(String... arguments) {
            List<String> line = new ArrayList<>(command);
            line.addAll(List.of(arguments));
            return line;
        }

        private ProcessBuilder builder(List<String> line) {
            ProcessBuilder builder = new ProcessBuilder(line).directory(folder.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
            builder.environment().putAll(environment);
            return builder;
        }

        private int await(Process process) {
            try {
                if (process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                    return process.exitValue();
                }
                return OUT_OF_TIME;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while the program ran", e);
            } finally {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        }
    }
}
