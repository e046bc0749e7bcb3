package io.sextant.toolchain;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How a child process ended.
 *
 * @param exitCode its exit status; 128 + n where signal n ended it
 * @param timedOut true if it was killed because its time was over
 * @param output   the first 64 KiB of its standard output
 * @param errors   the first 64 KiB of its standard error
 */
public record ChildRun(int exitCode, boolean timedOut, String output, String errors) {
    private static final int KEPT_BYTES = 64 * 1024;
    private static final int FIRST_SIGNAL = 128;
    private static final Map<Integer, String> SIGNALS = Map.of(
        4, "SIGILL, an instruction that this CPU does not have",
        6, "SIGABRT",
        7, "SIGBUS",
        8, "SIGFPE",
        9, "SIGKILL, often for want of memory",
        11, "SIGSEGV",
        15, "SIGTERM",
        31, "SIGSYS, a system call that is not allowed here");

    /**
     * Runs a command to its end in an environment that holds nothing but the locale and the folder for temporary files.
     *
     * @param folder working folder of the child; its output is kept there in files while it runs
     * @param limit  the child and its children are killed when they have not ended within this
     * @throws IOException if it cannot be started, or the waiting thread is interrupted (the child is killed then)
     */
    public static ChildRun of(List<String> command, Path folder, Duration limit) throws IOException {
        Path output = folder.resolve("stdout.txt");
        Path errors = folder.resolve("stderr.txt");
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile())
            .redirectInput(Path.of("/dev/null").toFile()).redirectOutput(output.toFile()).redirectError(errors.toFile());
        builder.environment().clear();
        builder.environment().put("LC_ALL", "C");
        builder.environment().put("TMPDIR", folder.toString());
        Process process = builder.start();
        boolean ended = waitFor(process, limit);
        return new ChildRun(process.exitValue(), !ended, head(output), head(errors));
    }

    public boolean succeeded() {
        return exitCode == 0 && !timedOut;
    }

    /** Why it did not succeed, in words: {@code killed by signal 4 (SIGILL, ...)}. */
    public String failure() {
        if (timedOut) {
            return "did not end in time";
        }
        int signal = exitCode - FIRST_SIGNAL;
        if (signal <= 0) {
            return "ended with exit status " + exitCode;
        }
        return "killed by signal " + signal + (SIGNALS.containsKey(signal) ? " (" + SIGNALS.get(signal) + ")" : "");
    }

    private static boolean waitFor(Process process, Duration limit) throws IOException {
        boolean ended = false;
        try {
            ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                kill(process);
                process.waitFor();
            }
            return ended;
        } catch (InterruptedException interrupted) {
            kill(process);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for " + process.info().command().orElse("a child process"));
        }
    }

    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static String head(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(KEPT_BYTES), StandardCharsets.UTF_8);
        }
    }
}
