package io.sextant.device.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The worker's side of the protocol: one line asks, one line answers; the answers of {@code time} and {@code layers} have one line more
 * per sample or layer. {@link WorkerProcess} is the other side.
 * <pre>
 *                                          ready sextant-worker/1
 * load m0 1 /path/model.onnx               loaded m0                     label, threads, path
 * warm m0 20 300                           warmed m0 4 steady            at least and at most ms; inferences per block, or unsteady
 * time m0 4 2                              sample m0 61.2 61.4 0.0       inferences per block, samples; thread CPU time, wall time
 *                                          sample m0 61.3 61.4 0.0       and run-queue delay in nanoseconds per inference
 *                                          timed m0
 * compute m0 /folder                       computed m0                   files inputs and outputs in the folder: Executor.Loaded
 * layers m0 40                             layers m0 2                   inferences; number of layers, then the time of each in a
 *                                          layer m0 5210.0               unit of the engine's
 *                                          layer m0 311.5
 * spin                                     spun 1843211                  nanoseconds of thread CPU time of a fixed amount of work
 * unload m0                                unloaded m0
 * quit
 * </pre>
 * What fails is answered by {@code error LABEL MESSAGE}, and the worker goes on. Paths and messages are the rest of their line, with
 * backslash, line feed and carriage return escaped.
 */
public final class WorkerLoop {
    static final String GREETING = "ready sextant-worker/1";

    private final Executor executor;
    private final PrintStream answers;
    private final Map<String, Executor.Loaded> programs = new LinkedHashMap<>();
    private final Map<String, BlockTimer> timers = new LinkedHashMap<>();
    private final CalibrationLoop calibration = new CalibrationLoop();

    private WorkerLoop(Executor executor, PrintStream answers) {
        this.executor = executor;
        this.answers = answers;
    }

    /**
     * What the {@code main} of a worker calls: serves standard input and output until {@code quit}, and ends with the process that
     * started it. {@link System#out} goes to standard error from here on, so that nothing an engine prints breaks the protocol.
     */
    public static void serveStandardStreams(Executor executor) throws IOException {
        PrintStream standardOutput = System.out;
        System.setOut(System.err);
        ProcessHandle.current().parent().ifPresent(parent -> parent.onExit().thenRun(() -> Runtime.getRuntime().halt(1)));
        serve(executor, System.in, standardOutput);
    }

    /** Serves until {@code quit} or the end of {@code questions}, then closes every program. */
    public static void serve(Executor executor, InputStream questions, PrintStream answers) throws IOException {
        WorkerLoop loop = new WorkerLoop(executor, new PrintStream(answers, true, StandardCharsets.UTF_8));
        BufferedReader lines = new BufferedReader(new InputStreamReader(questions, StandardCharsets.UTF_8));
        loop.answer(GREETING);
        try {
            String line = lines.readLine();
            while (line != null && !line.equals("quit")) {
                loop.handle(line);
                line = lines.readLine();
            }
        } finally {
            loop.programs.values().forEach(Executor.Loaded::close);
        }
    }

    private void handle(String line) {
        String[] words = line.split(" ", 4);
        String label = words.length > 1 ? words[1] : "-";
        try {
            switch (words[0]) {
                case "load" -> load(label, Integer.parseInt(word(words, 2)), Path.of(Line.unescape(word(words, 3))));
                case "warm" -> warm(label, Long.parseLong(word(words, 2)), Long.parseLong(word(words, 3)));
                case "time" -> time(label, Integer.parseInt(word(words, 2)), Integer.parseInt(word(words, 3)));
                case "compute" -> compute(label, Path.of(Line.unescape(line.substring(line.indexOf(label) + label.length() + 1))));
                case "layers" -> layers(label, Integer.parseInt(word(words, 2)));
                case "spin" -> answer("spun " + calibration.leastNanos());
                case "unload" -> unload(label);
                default -> throw new IllegalArgumentException("expected load, warm, time, compute, layers, spin, unload or quit, got: " + line);
            }
        } catch (Exception | LinkageError failure) {
            answer("error " + label + " " + Line.message(failure));
        }
    }

    private static String word(String[] words, int index) {
        if (index >= words.length) {
            throw new IllegalArgumentException(words[0] + " has too few words; see WorkerLoop for the protocol");
        }
        return words[index];
    }

    private void load(String label, int threads, Path artifact) throws Exception {
        if (programs.containsKey(label)) {
            throw new IllegalArgumentException(label + " is loaded already");
        }
        Executor.Loaded program = executor.load(artifact, threads);
        programs.put(label, program);
        timers.put(label, new BlockTimer(program, threads));
        answer("loaded " + label);
    }

    private void warm(String label, long leastMillis, long mostMillis) throws Exception {
        Warmed warmed = timer(label).warm(TimeUnit.MILLISECONDS.toNanos(leastMillis), TimeUnit.MILLISECONDS.toNanos(mostMillis));
        answer("warmed " + label + " " + warmed.inferencesPerBlock() + (warmed.steady() ? " steady" : " unsteady"));
    }

    private void time(String label, int inferences, int samples) throws Exception {
        BlockTimer timer = timer(label);
        Sample[] taken = new Sample[samples];
        try (RunQueue runQueue = timer.runQueue()) {
            for (int i = 0; i < samples; i++) {
                taken[i] = timer.block(inferences, runQueue);
            }
        }
        for (Sample sample : taken) {
            answer("sample " + label + " " + sample.cpuNanos() + " " + sample.wallNanos() + " " + sample.waitNanos());
        }
        answer("timed " + label);
    }

    private void compute(String label, Path folder) throws Exception {
        program(label).compute(folder);
        answer("computed " + label);
    }

    private void layers(String label, int inferences) throws Exception {
        double[] layers = program(label).layers(inferences);
        answer("layers " + label + " " + layers.length);
        for (double layer : layers) {
            answer("layer " + label + " " + layer);
        }
    }

    private Executor.Loaded program(String label) {
        timer(label);
        return programs.get(label);
    }

    private BlockTimer timer(String label) {
        if (!timers.containsKey(label)) {
            throw new IllegalArgumentException(label + " is not loaded");
        }
        return timers.get(label);
    }

    private void unload(String label) {
        timer(label);
        timers.remove(label);
        programs.remove(label).close();
        answer("unloaded " + label);
    }

    private void answer(String line) {
        answers.println(line);
    }
}
