package io.sextant.cli.terminal;

import io.sextant.device.run.WorkerLimits;
import io.sextant.ir.InvalidInput;
import io.sextant.ir.quantity.Unit;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** What a worker process may use before it is ended. */
public final class WorkerOptions {
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,12}) ?([A-Za-z]+)");
    private static final long LEAST_MEMORY = 64L << 20;

    @Option(names = "--worker-memory", paramLabel = "SIZE", defaultValue = "4096 MiB",
        description = "Most memory of the process that runs the model (default: ${DEFAULT-VALUE}).")
    private String memory;

    @Option(names = "--worker-timeout", paramLabel = "TIME", defaultValue = "60s",
        description = "Longest time for loading the model, and for an inference (default: ${DEFAULT-VALUE}).")
    private String timeout;

    /** @throws InvalidInput that shows the right form */
    public WorkerLimits limits() {
        Duration answer = TimeBudget.parse("--worker-timeout", timeout);
        return new WorkerLimits(bytes(memory), WorkerLimits.DEFAULT.start(), answer);
    }

    private static long bytes(String text) {
        Matcher matcher = SIZE.matcher(text.strip());
        Optional<Unit> unit = matcher.matches() ? Unit.parse(matcher.group(2)) : Optional.empty();
        long bytes = unit.filter(each -> each.dimension() == Unit.Dimension.MEMORY)
            .map(each -> Math.round(Double.parseDouble(matcher.group(1)) * each.base())).orElse(0L);
        if (bytes < LEAST_MEMORY) {
            throw new InvalidInput("--worker-memory '" + text + "': expected at least 64 MiB, with the unit (B, KiB, MiB, kB, MB), "
                + "e.g. \"4096 MiB\"");
        }
        return bytes;
    }
}
