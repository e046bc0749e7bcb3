package io.sextant.device.profile;

import io.sextant.toolchain.Toolchain;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** One probing of the host: the figures found so far, and the probes that failed. */
final class ProbeRun {
    private static final MathContext FOUR_DIGITS = new MathContext(4);

    private final Toolchain toolchain;
    private final Path folder;
    private final Consumer<String> progress;
    private final SortedMap<String, Double> peak = new TreeMap<>();
    private final SortedMap<String, Double> read = new TreeMap<>();
    private final List<String> failures = new ArrayList<>();
    private Optional<TimerFigures> timer = Optional.empty();

    ProbeRun(Toolchain toolchain, Path folder, Consumer<String> progress) {
        this.toolchain = toolchain;
        this.folder = folder;
        this.progress = progress;
    }

    /** The caches by the CPU's own account; none if it gives none. */
    List<Cache> caches() {
        SortedMap<String, Cache> caches = new TreeMap<>();
        step("caches", () -> {
            ProbeProgram program = ProbeProgram.caches();
            for (ProbeProgram.Line line : program.run(program.compile(toolchain, folder), List.of())) {
                String suffix = line.word().equals("cache_u") ? "" : line.word().substring("cache_".length());
                Cache.named("l" + line.first() + suffix, line.second()).ifPresent(cache -> caches.put(cache.name(), cache));
            }
        });
        return List.copyOf(caches.values());
    }

    void measurePeak(VectorExtension extension) {
        step("peak f32 arithmetic with " + extension.text(), () -> {
            ProbeProgram program = ProbeProgram.peak(extension);
            peak.put(extension.text(), fastest(program, program.run(program.compile(toolchain, folder), List.of())));
        });
    }

    /** @param buffers bytes to read by name of the level */
    void measureRead(VectorExtension extension, Map<String, Long> buffers) {
        step("read bandwidth", () -> {
            ProbeProgram program = ProbeProgram.read(extension);
            Path executable = program.compile(toolchain, folder);
            buffers.forEach((level, bytes) -> step("read bandwidth of " + level,
                () -> read.put(level, fastest(program, program.run(executable, List.of(Long.toString(bytes)))))));
        });
    }

    void measureThreadTimer() {
        step("the clock of thread CPU time", () -> {
            ProbeProgram program = ProbeProgram.threadTimer();
            List<ProbeProgram.Line> lines = program.run(program.compile(toolchain, folder), List.of());
            double resolution = lines.stream().filter(line -> line.word().equals("resolution"))
                .mapToLong(ProbeProgram.Line::first).findFirst()
                .orElseThrow(() -> new ProbeFailed(program.name(), "printed no resolution"));
            double[] costs = samples(lines).stream()
                .mapToDouble(line -> (double) line.second() / line.first()).sorted().toArray();
            if (costs.length == 0) {
                throw new ProbeFailed(program.name(), "printed no samples");
            }
            timer = Optional.of(new TimerFigures(resolution, rounded(costs[costs.length / 2])));
        });
    }

    Ceilings ceilings(Instant date) {
        String method = "probes by clang " + toolchain.version() + ", one thread, thread CPU time, best of repeats";
        return new Ceilings(peak, read, timer, Optional.of(new Provenance(date, method, failures)));
    }

    /**
     * Work per nanosecond in the fastest repeat: a ceiling is what nothing exceeds, and other jobs (above all one on the sibling
     * hardware thread) can only make a repeat slower.
     */
    static double fastest(ProbeProgram program, List<ProbeProgram.Line> lines) throws ProbeFailed {
        return samples(lines).stream().filter(line -> line.second() > 0)
            .map(line -> (double) line.first() / line.second()).max(Comparator.naturalOrder()).map(ProbeRun::rounded)
            .orElseThrow(() -> new ProbeFailed(program.name(), "printed no samples"));
    }

    private static List<ProbeProgram.Line> samples(List<ProbeProgram.Line> lines) {
        return lines.stream().filter(line -> line.word().equals("sample")).toList();
    }

    private static double rounded(double value) {
        return new BigDecimal(value).round(FOUR_DIGITS).doubleValue();
    }

    private void step(String what, Step step) {
        progress.accept("probing " + what);
        try {
            step.take();
        } catch (ProbeFailed failure) {
            failures.add(failure.getMessage());
            progress.accept(failure.getMessage());
        }
    }

    /** One thing to measure. */
    private interface Step {
        void take() throws ProbeFailed;
    }
}
