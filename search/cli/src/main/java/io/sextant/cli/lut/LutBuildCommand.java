package io.sextant.cli.lut;

import io.sextant.cli.bench.LutBuilder;
import io.sextant.cli.bench.Workbench;
import io.sextant.cli.progress.ProbeStage;
import io.sextant.cli.progress.Progress;
import io.sextant.cli.run.JsonText;
import io.sextant.cli.terminal.ExitCode;
import io.sextant.cli.terminal.OutputFile;
import io.sextant.cli.terminal.OutputOptions;
import io.sextant.cli.terminal.TimeBudget;
import io.sextant.ir.InvalidInput;
import io.sextant.ir.file.FileFailure;
import io.sextant.ir.kernel.Kernel;
import io.sextant.ir.quantity.Quantity;
import io.sextant.latency.Correction;
import io.sextant.latency.Lut;
import io.sextant.latency.LutFile;
import io.sextant.latency.LutRow;
import io.sextant.latency.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "build", mixinStandardHelpOptions = true, sortOptions = false,
    description = {"Measures every distinct kernel of a space, or of models, and whole networks for a correction of their sum.",
        "Ended at any moment, the same command goes on where it was. Rows of other kernels in the file are kept."},
    footer = {"", "Example:", "  sextant lut build --space mobilenetv3 --device host --out lut.csv --budget 15min"})
final class LutBuildCommand implements Callable<Integer> {
    private static final String SCHEMA = "sextant-lut-build/1";
    private static final int MOST_NETWORKS = 10_000;

    @Mixin
    private LutOptions about;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The CSV file.")
    private Path out;

    @Option(names = "--budget", defaultValue = "15min", description = "Time for everything (default: ${DEFAULT-VALUE}).")
    private String budget;

    @Option(names = "--networks", defaultValue = "32",
        description = "Whole networks that are measured for the correction; 0 for none (default: ${DEFAULT-VALUE}).")
    private int networks;

    @Option(names = "--seed", defaultValue = "1", description = "Of which networks are measured (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--fresh", description = "Measure anew what the store has.")
    private boolean fresh;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() {
        long begun = System.nanoTime();
        Duration time = TimeBudget.parse(budget);
        if (networks < 0 || networks > MOST_NETWORKS) {
            throw new InvalidInput("--networks " + networks + ": expected a number from 0 to " + MOST_NETWORKS);
        }
        LutOptions.Asked asked = about.asked();
        Optional<Lut> before = before();
        Progress progress = output.progress();
        try (Workbench opened = Workbench.open(about.request(fresh, progress), new ProbeStage(progress))) {
            Workbench several = before.map(opened::knownTo).orElse(opened).on(about.threads, progress::say);
            progress.stage("Choosing a backend", 1);
            Workbench bench = several.settled(asked.subject(several), fresh, progress::say);
            progress.step();
            Target target = about.target(bench);
            requireSameDevice(before, target);
            Duration left = time.minusNanos(System.nanoTime() - begun);
            LutBuilder.Built built = new LutBuilder(bench, target, progress)
                .build(asked.subject(bench), new LutBuilder.Order(left, networks, seed, true, fresh));
            progress.close();
            write(before.map(lut -> lut.with(built.lut())).orElse(built.lut()));
            double seconds = (System.nanoTime() - begun) / 1e9;
            System.out.println(output.json ? JsonText.indented(tree(built, target, seconds)) : text(built, target, seconds));
            return built.complete() ? ExitCode.DONE : ExitCode.NOT_MET;
        } finally {
            progress.close();
        }
    }

    /** What the file holds already. */
    private Optional<Lut> before() {
        if (Files.isDirectory(out)) {
            throw new InvalidInput(out + " is a folder; name a file, e.g. --out " + out.resolve("lut.csv"));
        }
        if (!Files.exists(out)) {
            OutputFile.requireFolder(out);
            return Optional.empty();
        }
        return Optional.of(LutFile.read(out));
    }

    private void requireSameDevice(Optional<Lut> before, Target target) {
        before.map(Lut::device).filter(device -> !device.equals(target.device())).ifPresent(device -> {
            throw new InvalidInput(out + " is a LUT of the device " + device + ", this is " + target.device()
                + "; a file holds one device: give another one with --out");
        });
    }

    private void write(Lut lut) {
        try {
            LutFile.write(lut, out);
        } catch (IOException e) {
            throw new InvalidInput("cannot write " + out + " (" + FileFailure.reason(e) + "); what was measured is stored: give another"
                + " file with --out and it is written at once", e);
        }
    }

    private String text(LutBuilder.Built built, Target target, double seconds) {
        List<LutRow> rows = built.campaign().rows();
        long failed = rows.stream().filter(row -> row.medianNs().isEmpty()).count();
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "kernels     %d measured", rows.size() - failed));
        text.append(failed == 0 ? "" : ", " + failed + " failed").append(", ").append(built.campaign().missing().size())
            .append(" missing; ").append(built.campaign().reused()).append(" from the store\n");
        text.append(String.format(Locale.ROOT, "precision   %d within 2 %%, the others say why not in the column protocol%n",
            built.campaign().settled()));
        text.append("correction  ").append(built.correction().map(LutBuildCommand::words)
            .orElse("none: " + (built.complete() ? "fewer than " + Correction.FEWEST_NETWORKS + " networks" : "kernels are missing")))
            .append('\n');
        built.campaign().missing().stream().limit(3).forEach(kernel -> text.append("missing     ").append(kernel.label()).append('\n'));
        return text.append("target      ").append(target).append(String.format(Locale.ROOT, "%nfile        %s, %.0f s", out, seconds))
            .append(built.complete() ? "" : "; run the same command again to go on").toString();
    }

    static String words(Correction correction) {
        return String.format(Locale.ROOT, "%s + %.3f x the sum of the kernels, from %d networks; error %.1f %% (root mean square, each left"
            + " out)", Quantity.time(correction.fixedNanos()), correction.scale(), correction.networks(), 100 * correction.error());
    }

    private Map<String, Object> tree(LutBuilder.Built built, Target target, double seconds) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("schema", SCHEMA);
        tree.put("file", out.toString());
        tree.put("implementation", target.implementation());
        tree.put("device", target.device());
        tree.put("threads", target.threads());
        tree.put("clock", target.clock().text());
        tree.put("complete", built.complete());
        tree.put("kernels", built.campaign().rows().size());
        tree.put("reused", built.campaign().reused());
        tree.put("within_aim", built.campaign().settled());
        tree.put("missing", built.campaign().missing().stream().map(Kernel::label).toList());
        built.correction().ifPresent(correction -> tree.put("correction", tree(correction)));
        tree.put("seconds", seconds);
        return tree;
    }

    static Map<String, Object> tree(Correction correction) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("fixed_ns", correction.fixedNanos());
        tree.put("scale", correction.scale());
        tree.put("networks", correction.networks());
        tree.put("error", correction.error());
        return tree;
    }
}
