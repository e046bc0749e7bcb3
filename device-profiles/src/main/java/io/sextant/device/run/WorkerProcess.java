package io.sextant.device.run;

import io.sextant.device.run.WorkerFailure.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * A worker in a process of its own, from the side that asks. Nothing it does harms or holds up the caller: a crash, a hang, too much
 * memory or a broken protocol end it, with all processes that it started, and give a {@link WorkerFailure} that says what happened.
 * For one thread.
 */
public final class WorkerProcess implements AutoCloseable {
    private static final long POLL_MILLIS = 50;
    private static final int LAST_LINES = 5;
    private static final Pattern JVM_CRASH = Pattern.compile("#  SIG.*|# [CJjVv]  .*");
    private static final Map<Integer, String> SIGNALS = Map.of(
        4, "SIGILL", 6, "SIGABRT", 7, "SIGBUS", 8, "SIGFPE", 9, "SIGKILL", 11, "SIGSEGV", 15, "SIGTERM", 24, "SIGXCPU");

    private final Process process;
    private final WorkerLimits limits;
    private final OutputStream questions;
    private final AnswerLines answers;
    private final StreamTail errors;

    private WorkerProcess(Process process, WorkerLimits limits) {
        this.process = process;
        this.limits = limits;
        this.questions = process.getOutputStream();
        this.answers = new AnswerLines(process.getInputStream(), "answers of worker " + process.pid());
        this.errors = new StreamTail(process.getErrorStream(), "errors of worker " + process.pid());
    }

    /** Starts a worker and waits until it is ready. */
    public static WorkerProcess start(WorkerCommand command, WorkerLimits limits) throws WorkerFailure {
        WorkerProcess worker;
        try {
            worker = new WorkerProcess(new ProcessBuilder(command.command()).start(), limits);
        } catch (IOException e) {
            throw new WorkerFailure(Kind.NOT_STARTED, "the worker cannot be started: " + e.getMessage());
        }
        try {
            String greeting = worker.next("its greeting", limits.start());
            if (!greeting.equals(WorkerLoop.GREETING)) {
                throw worker.garbage(greeting, WorkerLoop.GREETING);
            }
            return worker;
        } catch (WorkerFailure e) {
            throw new WorkerFailure(Kind.NOT_STARTED, "the worker cannot be started: " + e.getMessage());
        }
    }

    /** Loads a program under a label without spaces. */
    public void load(String label, Path artifact, int threads) throws WorkerFailure {
        ask("load " + label + " " + threads + " " + Line.escape(artifact.toAbsolutePath().toString()));
        answer("loaded " + label, 0);
    }

    /** Runs a program until its time is steady, for at least {@code least}; a slow one for longer than {@code most} if need be. */
    public Warmed warm(String label, Duration least, Duration most) throws WorkerFailure {
        ask("warm " + label + " " + least.toMillis() + " " + most.toMillis());
        List<String> words = answer("warmed " + label, 2);
        return new Warmed((int) number(words.get(0)), words.get(1).equals("steady"));
    }

    /** Times {@code samples} blocks of {@code inferences} inferences each. */
    public List<Sample> time(String label, int inferences, int samples) throws WorkerFailure {
        ask("time " + label + " " + inferences + " " + samples);
        List<Sample> taken = new ArrayList<>();
        for (int i = 0; i < samples; i++) {
            List<String> words = answer("sample " + label, 3);
            taken.add(new Sample(number(words.get(0)), number(words.get(1)), number(words.get(2))));
        }
        answer("timed " + label, 0);
        return taken;
    }

    /** Has a program compute the file {@code inputs} in {@code folder}; the file {@code outputs} is there afterwards. */
    public void compute(String label, Path folder) throws WorkerFailure {
        ask("compute " + label + " " + Line.escape(folder.toAbsolutePath().toString()));
        answer("computed " + label, 0);
    }

    /** The typical time of each layer in its place over so many inferences, in a unit of the engine's. */
    public List<Double> layers(String label, int inferences) throws WorkerFailure {
        ask("layers " + label + " " + inferences);
        int count = (int) number(answer("layers " + label, 1).get(0));
        List<Double> layers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            layers.add(number(answer("layer " + label, 1).get(0)));
        }
        return layers;
    }

    /** Nanoseconds of thread CPU time of a fixed amount of work: more than before means a slower or shared core. */
    public double spin() throws WorkerFailure {
        ask("spin");
        return number(answer("spun", 1).get(0));
    }

    /** Frees a program. */
    public void unload(String label) throws WorkerFailure {
        ask("unload " + label);
        answer("unloaded " + label, 0);
    }

    public long pid() {
        return process.pid();
    }

    /** Asks the worker to end, and kills it if it does not. */
    @Override
    public void close() {
        try {
            questions.write("quit\n".getBytes(StandardCharsets.UTF_8));
            questions.close();
        } catch (IOException e) {
            kill();
        }
        if (!ended(1_000)) {
            kill();
        }
        answers.stop();
    }

    private void ask(String line) throws WorkerFailure {
        try {
            questions.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            questions.flush();
        } catch (IOException e) {
            throw gone("it was asked: " + line);
        }
    }

    /** The words after {@code expected} in the next line. */
    private List<String> answer(String expected, int words) throws WorkerFailure {
        String line = next("'" + expected + "'", limits.answer());
        if (line.startsWith("error ")) {
            String[] parts = line.split(" ", 3);
            throw new WorkerFailure(Kind.REFUSED, parts.length < 3 ? "the engine refused without a reason" : Line.unescape(parts[2]));
        }
        List<String> rest = line.equals(expected) ? List.of()
            : line.startsWith(expected + " ") ? List.of(line.substring(expected.length() + 1).split(" ")) : List.of("garbage");
        if (rest.size() != words) {
            throw garbage(line, expected);
        }
        return rest;
    }

    private double number(String word) throws WorkerFailure {
        try {
            double number = Double.parseDouble(word);
            if (number >= 0 && number < Double.POSITIVE_INFINITY) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw garbage(word, "a number");
        }
        throw garbage(word, "a finite number that is not negative");
    }

    private String next(String expected, Duration timeout) throws WorkerFailure {
        long deadline = System.nanoTime() + timeout.toNanos();
        try {
            while (true) {
                Optional<AnswerLines.Answer> answer = answers.next(POLL_MILLIS);
                if (answer.isPresent()) {
                    return answer.get().line().orElseThrow(() -> gone("its answer " + expected + " was awaited"));
                }
                checkMemory();
                if (System.nanoTime() > deadline) {
                    kill();
                    throw new WorkerFailure(Kind.TIMED_OUT,
                        "no answer " + expected + " within " + timeout.toMillis() / 1e3 + " s" + tail());
                }
            }
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
            throw new WorkerFailure(Kind.LOST, "interrupted while the answer " + expected + " was awaited");
        }
    }

    private void checkMemory() throws WorkerFailure {
        long bytes = residentBytes();
        if (bytes > limits.memoryBytes()) {
            kill();
            throw new WorkerFailure(Kind.LOST, "used " + (bytes >> 20) + " MiB of memory, more than the limit of "
                + (limits.memoryBytes() >> 20) + " MiB" + tail());
        }
    }

    private long residentBytes() {
        try {
            long kibibytes = 0;
            for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
                if (line.startsWith("VmRSS:") || line.startsWith("VmSwap:")) {
                    kibibytes += Long.parseLong(line.replaceAll("[^0-9]", ""));
                }
            }
            return kibibytes << 10;
        } catch (IOException e) {
            // It has just ended; the next answer says so.
            return 0;
        }
    }

    private WorkerFailure garbage(String line, String expected) {
        if (line.equals("#")) {
            return crashed("its answer '" + expected + "' was awaited");
        }
        kill();
        String shown = line.length() > 200 ? line.substring(0, 200) + "..." : line;
        return new WorkerFailure(Kind.LOST, "wrote '" + shown + "' where the worker protocol expects '" + expected + "'" + tail());
    }

    /** A Java virtual machine that dies of a signal reports it on its standard output: signal and frame, among much advice. */
    private WorkerFailure crashed(String when) {
        List<String> report = answers.rest(2_000).stream().filter(line -> JVM_CRASH.matcher(line).matches()).toList();
        WorkerFailure gone = gone(when);
        return report.isEmpty() ? gone
            : new WorkerFailure(Kind.LOST, "crashed when " + when + ":\n" + String.join("\n", report).indent(2).stripTrailing());
    }

    private WorkerFailure gone(String when) {
        if (!ended(2_000)) {
            kill();
            return new WorkerFailure(Kind.LOST, "closed its output when " + when + tail());
        }
        int code = process.exitValue();
        String signal = SIGNALS.get(code - 128);
        return new WorkerFailure(Kind.LOST, "ended with exit code " + code + (signal == null ? "" : " (" + signal + ")")
            + " when " + when + tail());
    }

    private String tail() {
        String lines = errors.lastLines(LAST_LINES);
        return lines.isEmpty() ? "" : "; last on its standard error:\n" + lines.indent(2).stripTrailing();
    }

    private void kill() {
        List<ProcessHandle> descendants = process.descendants().toList();
        process.destroyForcibly();
        descendants.forEach(ProcessHandle::destroyForcibly);
        answers.stop();
        ended(2_000);
    }

    private boolean ended(long millis) {
        try {
            return process.waitFor(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        }
    }
}
