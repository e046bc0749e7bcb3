package io.sextant.cli.search;

import io.sextant.cli.bench.Backends;
import io.sextant.cli.bench.SearchCosts;
import io.sextant.cli.bench.Tuning;
import io.sextant.cli.progress.Progress;
import io.sextant.cli.run.JournalFile;
import io.sextant.cli.run.JournalHeader;
import io.sextant.cli.run.RunFolder;
import io.sextant.cli.terminal.OutputOptions;
import io.sextant.cli.terminal.ProgramVersion;
import io.sextant.cli.terminal.TimeBudget;
import io.sextant.device.profile.DeviceCatalog;
import io.sextant.ir.InvalidInput;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.quantity.Metric;
import io.sextant.ir.type.TensorType;
import io.sextant.search.limit.Limit;
import io.sextant.search.loop.SearchSettings;
import io.sextant.search.loop.TrainingPlan;
import io.sextant.search.screening.LimitScreen;
import io.sextant.search.space.SearchSpace;
import io.sextant.search.space.Spaces;
import io.sextant.search.strategy.Screen;
import io.sextant.training.data.Mnist1d;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "search", mixinStandardHelpOptions = true, sortOptions = false,
    description = {"Searches a space for the most accurate network that meets every limit on a device.",
        "Candidates are predicted from kernels measured there, and trained; finalists are measured: the interval's upper end decides."},
    footer = {"", "Example:", "  sextant search --space mnist1d --device host --limit \"latency <= 60 us\" --budget 3min --seed 7",
        "  sextant search --resume runs/20260131-120305-mnist1d-s7"})
public final class SearchCommand implements Callable<Integer> {
    private static final int MOST_TRIALS = 1_000_000;
    private static final int WINDOW = 16;

    @Option(names = "--space", defaultValue = "mnist1d", description = "A shipped space or a YAML file (default: ${DEFAULT-VALUE}).")
    private String space;

    @Option(names = "--device", defaultValue = DeviceCatalog.HOST, description = "A device's name or profile (default: ${DEFAULT-VALUE}).")
    private String device;

    @Option(names = "--backend", defaultValue = Backends.DEFAULT, description = "What runs the networks (default: ${DEFAULT-VALUE}).")
    private String backend;

    @Option(names = "--tuning", defaultValue = "none", paramLabel = "HOW", description = Tuning.DESCRIPTION)
    private Tuning tuning;

    @Option(names = "--limit", paramLabel = "LIMIT", description = {"A hard limit such as \"latency <= 60 us\"; may be given several times.",
        "Known are latency, ram, flash, params and macs. Without a limit, latency is limited to the 40th percentile of the first random candidates."})
    private List<String> limits = List.of();

    @Option(names = "--trials", defaultValue = "96", description = "Candidates to propose at most (default: ${DEFAULT-VALUE}).")
    private int trials;

    @Option(names = "--budget", defaultValue = "4min", description = "Time for the whole run (default: ${DEFAULT-VALUE}).")
    private String budget;

    @Option(names = "--strategy", defaultValue = "evolution", description = "evolution or random (default: ${DEFAULT-VALUE}).")
    private String strategy;

    @Option(names = "--seed", defaultValue = "1", description = "Of everything random (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--out", paramLabel = "DIR", description = "Where the results go (default: runs/<time>-<space>-s<seed>).")
    private Path out;

    @Option(names = "--costs", defaultValue = "lut", paramLabel = "SOURCE", description = {"lut: candidates are predicted from the space's"
        + " kernels, which are measured first;", "measured: each candidate is measured (default: ${DEFAULT-VALUE})."})
    private SearchCosts.Source costs;

    @Option(names = "--lut", paramLabel = "FILE", description = "Predict with this LUT instead of making one.")
    private Path lut;

    @Option(names = "--fresh", description = "Measure anew what the store has.")
    private boolean fresh;

    @Option(names = "--int8", description = {"Bring the winner to 8-bit integers: calibrated, and fine-tuned where that costs accuracy.",
        "Writes winner-int8.onnx and winner-int8.tflite too, for which a tenth of the time is kept.",
        "Where the space decides precision and the winner has integers, it changes nothing: winner.onnx is on integers then."})
    private boolean int8;

    @Option(names = "--resume", paramLabel = "DIR", description = {"Go on with the interrupted run in DIR, as it was begun;",
        "nothing that it measured or trained is repeated. A finished one prints its result again."})
    private Path resume;

    @Mixin
    private OutputOptions output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Progress progress = output.progress();
        try {
            return resume == null ? begin(progress) : resume(progress);
        } finally {
            progress.close();
        }
    }

    private int begin(Progress progress) throws IOException {
        JournalHeader.Origin origin = new JournalHeader.Origin(ProgramVersion.text(), JournalHeader.PROPOSING,
            Instant.now().truncatedTo(ChronoUnit.MILLIS), spec.root().commandLine().getParseResult().originalArgs());
        JournalHeader.Asked asked = asked();
        Path path = out != null ? out : RunFolder.defaultPath(Path.of(""), asked.space().name(), seed, origin.started());
        RunFolder folder = RunFolder.create(path);
        try {
            return new SearchRun(folder, progress, output.json).begin(origin, asked);
        } finally {
            folder.discardIfEmpty();
        }
    }

    private int resume(Progress progress) throws IOException {
        RunFolder folder = RunFolder.open(resume);
        Set<String> given = spec.commandLine().getParseResult().matchedOptions().stream().map(OptionSpec::longestName)
            .collect(Collectors.toSet());
        if (given.contains("--out") && !out.toAbsolutePath().normalize().equals(resume.toAbsolutePath().normalize())) {
            throw new InvalidInput("--resume " + resume + " goes on in its own folder; leave --out " + out + " out");
        }
        JournalFile.header(folder).requireSame(asked(), given, resume);
        return new SearchRun(folder, progress, output.json).resume();
    }

    private JournalHeader.Asked asked() {
        SearchSettings settings = settings();
        SearchSpace searched = trainable(Spaces.named(space));
        String chosen = Strategies.named(strategy, searched, seed, Screen.NONE).name();
        return new JournalHeader.Asked(searched, new JournalHeader.Asked.Target(device, backend, fresh, source(), tuning), chosen, settings,
            int8);
    }

    private static SearchSpace trainable(SearchSpace space) {
        Graph network = space.lower(space.at(BigInteger.ZERO), 0);
        TensorType input = network.inputs().get(0).value().type();
        TensorType output = network.outputs().get(0).value().type();
        if (input.elements() != Mnist1d.LENGTH || output.elements() != Mnist1d.CLASSES) {
            throw new InvalidInput("space " + space.name() + " takes " + input + " and has " + output.elements() + " classes, but a search"
                + " trains on MNIST-1D: " + TensorType.f32(1, Mnist1d.LENGTH, 1) + " and " + Mnist1d.CLASSES
                + "; of other spaces make a LUT: sextant lut build --space " + space.name() + " --out lut.csv");
        }
        return space;
    }

    private JournalHeader.Asked.Costs source() {
        if (lut != null && costs == SearchCosts.Source.MEASURED) {
            throw new InvalidInput("--lut " + lut + " and --costs measured contradict each other; leave one of them out");
        }
        return new JournalHeader.Asked.Costs(costs, Optional.ofNullable(lut));
    }

    private SearchSettings settings() {
        if (trials < 1 || trials > MOST_TRIALS) {
            throw new InvalidInput("--trials " + trials + ": expected a number from 1 to " + MOST_TRIALS);
        }
        List<Limit> parsed = limits.stream().map(Limit::parse).toList();
        parsed.forEach(this::requireMeasurable);
        return new SearchSettings(parsed, new SearchSettings.Trials(trials, WINDOW), TimeBudget.parse(budget), seed,
            TrainingPlan.STANDARD);
    }

    private void requireMeasurable(Limit limit) {
        limit.device().filter(named -> !named.equals(device)).ifPresent(named -> {
            throw new InvalidInput("limit '" + limit + "' speaks of the device " + named + ", but the search measures on " + device
                + "; name that device with --device " + named + ", or leave @" + named + " out");
        });
        if (!isKnown(limit.metric())) {
            throw new InvalidInput("limit '" + limit + "': " + limit.metric().text() + " is not known of networks on this device; known are "
                + Stream.of(Metric.values()).filter(SearchCommand::isKnown).map(Metric::text).collect(Collectors.joining(", ")));
        }
    }

    private static boolean isKnown(Metric metric) {
        return metric == Metric.LATENCY || LimitScreen.isKnown(metric);
    }
}
