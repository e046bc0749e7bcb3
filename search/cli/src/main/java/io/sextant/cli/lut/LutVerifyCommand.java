package io.sextant.cli.lut;

import io.sextant.cli.bench.LutBuilder;
import io.sextant.cli.bench.LutSubject;
import io.sextant.cli.bench.Verification;
import io.sextant.cli.bench.Workbench;
import io.sextant.cli.progress.ProbeStage;
import io.sextant.cli.progress.Progress;
import io.sextant.cli.run.JsonText;
import io.sextant.cli.terminal.ExitCode;
import io.sextant.cli.terminal.OutputOptions;
import io.sextant.cli.terminal.Table;
import io.sextant.ir.InvalidInput;
import io.sextant.ir.quantity.Quantity;
import io.sextant.latency.Agreement;
import io.sextant.latency.Lut;
import io.sextant.latency.LutFile;
import io.sextant.latency.LutPredictor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "verify", mixinStandardHelpOptions = true, sortOptions = false,
    description = {"Measures whole networks that the LUT was not corrected with, and says how far its predictions hold.",
        "Each is measured twice, in other processes: how well a network agrees with itself is the most that any prediction can reach."},
    footer = {"", "Example:", "  sextant lut verify lut.csv --space mobilenetv3 --networks 20"})
final class LutVerifyCommand implements Callable<Integer> {
    private static final String SCHEMA = "sextant-lut-verify/1";
    private static final int MOST_NETWORKS = 10_000;

    @Parameters(paramLabel = "LUT", description = "A LUT in CSV.")
    private Path file;

    @Mixin
    private LutOptions about;

    @Option(names = "--networks", defaultValue = "20", description = "How many networks (default: ${DEFAULT-VALUE}).")
    private int networks;

    @Option(names = "--profiled", defaultValue = "3",
        description = "Of so many networks with the largest errors, layers are profiled, to find the worst (default: ${DEFAULT-VALUE}).")
    private int profiled;

    @Option(names = "--seed", defaultValue = "1", description = "Of which networks are measured (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--fresh", description = "Measure anew what the store has.")
    private boolean fresh;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() throws IOException {
        if (networks < 1 || networks > MOST_NETWORKS || profiled < 0) {
            throw new InvalidInput("--networks is a number from 1 to " + MOST_NETWORKS + " and --profiled one from 0 on, got " + networks
                + " and " + profiled);
        }
        Lut lut = LutFile.read(file);
        LutOptions.Asked asked = about.asked();
        Progress progress = output.progress();
        try (Workbench several = Workbench.open(about.request(fresh, progress), new ProbeStage(progress))) {
            Workbench bench = several.on(about.threads, line -> { }).knownTo(lut);
            LutPredictor predictor = LutPredictor.of(lut, file.toString(), about.target(bench));
            LutSubject subject = asked.subject(bench);
            Verification verification = Verification.of(bench, predictor, LutBuilder.heldOut(subject, networks, seed), progress);
            Map<String, Double> worst = verification.worstLayers(bench, predictor, profiled, progress);
            progress.close();
            System.out.println(output.json ? JsonText.indented(tree(verification, worst)) : text(predictor, verification, worst));
        } finally {
            progress.close();
        }
        return ExitCode.DONE;
    }

    private static String text(LutPredictor predictor, Verification verification, Map<String, Double> worst) {
        Table table = new Table("network", "predicted", "measured", "error", "against itself");
        int number = 0;
        for (Verification.Network network : verification.networks()) {
            number++;
            table.row(String.valueOf(number), Quantity.time(network.predictedNanos()).toString(),
                Quantity.time(network.measuredNanos()).toString(), percent(network.error()), percent(network.repeatError()));
        }
        StringBuilder text = new StringBuilder(table.toString());
        text.append("prediction  ").append(words(verification.agreement())).append('\n');
        text.append("ceiling     ").append(words(verification.ceiling())).append(" (each network against its own repeat)\n");
        verification.failures().forEach(failure -> text.append("failed      ").append(failure).append('\n'));
        if (!worst.isEmpty()) {
            text.append("worst layers of ").append("the networks with the largest errors, profiled less predicted, for each network:\n");
            worst.forEach((label, nanos) -> text.append(String.format(Locale.ROOT, "  %+9.2f us  %s%n", nanos / 1e3, label)));
        }
        return text.append("target      ").append(predictor.target()).toString();
    }

    private static String words(Agreement agreement) {
        return String.format(Locale.ROOT, "within 5 %%: %.1f %%, within 10 %%: %.1f %% of %d networks; RMSPE %.2f %%, bias %+.2f %%, worst"
            + " %.1f %%", 100 * agreement.within(0.05), 100 * agreement.within(0.10), agreement.errors().size(), 100 * agreement.rootMeanSquare(),
            100 * agreement.bias(), 100 * agreement.worst());
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%+.2f %%", 100 * share);
    }

    private Map<String, Object> tree(Verification verification, Map<String, Double> worst) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("schema", SCHEMA);
        tree.put("lut", file.toString());
        tree.put("prediction", tree(verification.agreement()));
        tree.put("ceiling", tree(verification.ceiling()));
        tree.put("networks", verification.networks().stream().map(network -> {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("network", network.key());
            entry.put("predicted_ns", network.predictedNanos());
            entry.put("measured_ns", network.measuredNanos());
            entry.put("repeated_ns", network.repeatedNanos());
            return entry;
        }).toList());
        tree.put("failures", verification.failures());
        tree.put("worst_layers", worst);
        return tree;
    }

    private static Map<String, Object> tree(Agreement agreement) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("within_5_percent", agreement.within(0.05));
        tree.put("within_10_percent", agreement.within(0.10));
        tree.put("rmspe", agreement.rootMeanSquare());
        tree.put("bias", agreement.bias());
        tree.put("worst", agreement.worst());
        return tree;
    }
}
