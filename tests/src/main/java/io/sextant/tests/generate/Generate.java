package io.sextant.tests.generate;

import io.sextant.device.store.Home;
import io.sextant.ir.check.Campaign;
import io.sextant.ir.check.Check;
import io.sextant.ir.check.Checks;
import io.sextant.ir.check.Failure;
import io.sextant.ir.op.OpSchema;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Generates and checks graphs: exit code 0 nothing found, 1 findings, 2 wrong arguments. */
public final class Generate {
    private static final int NOTHING_FOUND = 0;
    private static final int FOUND = 1;
    private static final int WRONG_ARGUMENTS = 2;
    private static final long PROGRESS_NANOS = 10_000_000_000L;

    private final PrintStream out;
    private final PrintStream notes;
    private int written;

    Generate(PrintStream out, PrintStream notes) {
        this.out = out;
        this.notes = notes;
    }

    public static void main(String[] arguments) {
        System.exit(new Generate(System.out, System.err).run(List.of(arguments)));
    }

    int run(List<String> arguments) {
        try (CAgreement c = new CAgreement(Home.ofEnvironment())) {
            return run(arguments, new ArrayList<>(Stream.concat(Checks.all().stream(),
                Stream.of(new OnnxRuntimeAgreement(), new QuantizedSteps(), c)).toList()));
        }
    }

    private int run(List<String> arguments, List<Check> checks) {
        Plan plan;
        try {
            plan = Plan.parse(arguments, checks.stream().map(Check::name).toList());
        } catch (IllegalArgumentException e) {
            out.println(e.getMessage());
            return WRONG_ARGUMENTS;
        }
        checks.removeIf(check -> !plan.checks().contains(check.name()));
        Campaign campaign = new Campaign(checks, failure -> write(failure, plan.folder()));
        hunt(campaign, plan);
        report(campaign, checks, plan);
        out.println("generate: " + campaign.failures() + " failed, " + written + " of them different");
        return campaign.failures() == 0 ? NOTHING_FOUND : FOUND;
    }

    private void report(Campaign campaign, List<Check> checks, Plan plan) {
        out.printf(Locale.ROOT, "seeds %d to %d: %d graphs, %d elements compared, %d not (not finite, or on the edge of a step)%n",
            plan.seed(), plan.seed() + campaign.graphs() - 1, campaign.graphs(), campaign.compared(), campaign.skipped());
        Map<String, Integer> counts = new TreeMap<>();
        checks.forEach(check -> check.counts().forEach((what, times) -> counts.merge(what, times, Integer::sum)));
        out.println("counted: " + counts);
        out.println("operators: " + campaign.operators());
        TreeSet<String> missing = new TreeSet<>(OpSchema.all().stream().map(OpSchema::mnemonic).toList());
        missing.removeAll(campaign.operators().keySet());
        out.println("operators that were never generated: " + (missing.isEmpty() ? "none" : String.join(", ", missing)));
    }

    private void hunt(Campaign campaign, Plan plan) {
        long begun = System.nanoTime();
        long told = begun;
        while (campaign.graphs() < plan.graphs() && System.nanoTime() - begun < plan.nanos()) {
            campaign.check(plan.seed() + campaign.graphs());
            if (System.nanoTime() - told > PROGRESS_NANOS) {
                told = System.nanoTime();
                notes.println("generate: " + campaign.graphs() + " graphs, " + campaign.failures() + " failed, "
                    + (told - begun) / 1_000_000_000L + " s");
            }
        }
    }

    private void write(Failure failure, Path folder) {
        Path file = folder.resolve(failure.finding().check() + "-" + failure.sample().seed() + ".txt");
        try {
            Files.createDirectories(folder);
            Files.writeString(file, failure.text());
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written", e);
        }
        written++;
        out.println(file + ": " + failure.finding() + " (" + String.join(" > ", failure.operators()) + ")");
    }
}
