package io.sextant.device.profile;

import io.sextant.toolchain.CSource;
import io.sextant.toolchain.ChildRun;
import io.sextant.toolchain.CompileFailed;
import io.sextant.toolchain.CompileJob;
import io.sextant.toolchain.OutputKind;
import io.sextant.toolchain.Toolchain;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A freestanding C program that measures one thing and prints lines of a word and two numbers.
 *
 * @param name   of the program, unique among those of one probing
 * @param source resource below {@code io/sextant/probe/}, e.g. {@code peak_f32/vector.c}
 * @param flags  ISA and macros
 */
record ProbeProgram(String name, String source, List<String> flags) {
    private static final String TARGET = "x86_64-linux-gnu";
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final List<String> COMMON_FLAGS =
        List.of("-O3", "-ffp-contract=fast", "-Wall", "-Wextra", "-Werror", "-Wno-unused-function");

    ProbeProgram {
        flags = List.copyOf(flags);
    }

    static ProbeProgram peak(VectorExtension extension) {
        List<String> flags = new ArrayList<>(extension.flags());
        flags.addAll(extension.arithmeticFlags());
        return new ProbeProgram("peak_f32-" + extension.text(), "peak_f32/vector.c", flags);
    }

    static ProbeProgram read(VectorExtension extension) {
        return new ProbeProgram("read-" + extension.text(), "read_bandwidth/vector.c", extension.flags());
    }

    static ProbeProgram threadTimer() {
        return new ProbeProgram("thread_timer", "timer/thread_cpu.c", List.of());
    }

    static ProbeProgram caches() {
        return new ProbeProgram("caches", "caches/x86_cpuid.c", List.of());
    }

    /** One line that a probe printed, e.g. {@code sample 4096 250}. */
    record Line(String word, long first, long second) {
    }

    /**
     * Compiles the program into the folder.
     *
     * @throws ProbeFailed if the compiler refuses it
     */
    Path compile(Toolchain toolchain, Path folder) throws ProbeFailed {
        CSource text = CSource.resources(List.of("probe/runtime/linux_x86_64.c", "probe/" + source));
        List<String> all = new ArrayList<>(COMMON_FLAGS);
        all.addAll(flags);
        Path program = folder.resolve(name);
        try {
            toolchain.compile(new CompileJob(text, OutputKind.STATIC_EXECUTABLE, TARGET, all, program));
        } catch (CompileFailed failure) {
            throw new ProbeFailed(name, "cannot be compiled: " + failure.getMessage().lines().limit(3).toList());
        }
        return program;
    }

    /**
     * Runs a compiled program in a child process.
     *
     * @throws ProbeFailed if it crashes, takes too long, or prints anything but lines
     */
    List<Line> run(Path program, List<String> arguments) throws ProbeFailed {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(arguments);
        ChildRun run;
        try {
            run = ChildRun.of(command, program.getParent(), LIMIT);
        } catch (IOException failure) {
            throw new ProbeFailed(name, "cannot be run: " + failure.getMessage());
        }
        if (!run.succeeded()) {
            throw new ProbeFailed(name, run.failure());
        }
        return lines(run.output());
    }

    List<Line> lines(String output) throws ProbeFailed {
        List<Line> lines = new ArrayList<>();
        for (String text : output.lines().toList()) {
            String[] words = text.split(" ");
            if (words.length != 3 || !words[1].matches("[0-9]{1,18}") || !words[2].matches("[0-9]{1,18}")) {
                throw new ProbeFailed(name, "printed an unexpected line: " + text);
            }
            lines.add(new Line(words[0], Long.parseLong(words[1]), Long.parseLong(words[2])));
        }
        return lines;
    }
}
