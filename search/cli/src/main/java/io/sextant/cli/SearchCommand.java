package io.sextant.cli;

import io.sextant.cli.bench.Backends;
import io.sextant.cli.bench.MeasuredCosts;
import io.sextant.cli.bench.Workbench;
import io.sextant.cli.progress.ProbeStage;
import io.sextant.cli.progress.Progress;
import io.sextant.cli.run.JsonText;
import io.sextant.cli.run.ResultText;
import io.sextant.cli.run.ResultTree;
import io.sextant.cli.run.Run;
import io.sextant.cli.run.RunFolder;
import io.sextant.cli.run.RunWriter;
import io.sextant.device.measure.MeasurePlan;
import io.sextant.device.measure.NoiseCheck;
import io.sextant.device.profile.DeviceCatalog;
import io.sextant.device.run.WorkerLimits;
import io.sextant.ir.InvalidInput;
import io.sextant.ir.naming.NearMatch;
import io.sextant.search.limit.Limit;
import io.sextant.search.loop.Ports;
import io.sextant.search.loop.SearchJob;
import io.sextant.search.loop.SearchLoop;
import io.sextant.search.loop.SearchResult;
import io.sextant.search.loop.SearchSettings;
import io.sextant.search.loop.TrainingPlan;
import io.sextant.search.space.SearchSpace;
import io.sextant.search.space.Spaces;
import io.sextant.search.strategy.RandomSearch;
import io.sextant.search.strategy.RegularisedEvolution;
import io.sextant.search.strategy.Strategy;
import io.sextant.training.Recipe;
import io.sextant.training.TorchEvaluator;
import io.sextant.training.data.Mnist1d;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "search", mixinStandardHelpOptions = true, sortOptions = false,
    description = {"Searches a space for the most accurate network that meets every limit on a device.",
        "Candidates are measured there, trained, and the finalists measured again: the upper end of the interval decides."},
    footer = {"", "Example:", "  sextant search --space mnist1d --device host --limit \"latency <= 60 us\" --budget 3min --seed 7"})
final class SearchCommand implements Callable<Integer> {
    private static final int MOST_TRIALS = 1_000_000;
    private static final int WINDOW = 16;
    private static final List<String> STRATEGIES = List.of("evolution", "random");

    @Option(names = "--space", defaultValue = "mnist1d", description = "A shipped space or a YAML file (default: ${DEFAULT-VALUE}).")
    private String space;

    @Option(names = "--device", defaultValue = DeviceCatalog.HOST, description = "A device's name or profile (default: ${DEFAULT-VALUE}).")
    private String device;

    @Option(names = "--backend", defaultValue = Backends.AUTO, description = "What runs the networks (default: ${DEFAULT-VALUE}).")
    private String backend;

    @Option(names = "--limit", paramLabel = "LIMIT", description = {"A hard limit such as \"latency <= 60 us\"; may be given several times.",
        "Without one, latency is limited to the 40th percentile of the first random candidates' upper bounds."})
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

    @Option(names = "--fresh", description = "Measure anew what the store has.")
    private boolean fresh;

    @Mixin
    private OutputOptions output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Instant started = Instant.now();
        SearchSettings settings = settings();
        SearchSpace searched = Spaces.named(space);
        Strategy chosen = strategy(searched);
        Path path = out != null ? out : RunFolder.defaultPath(Path.of(""), searched.name(), seed, started);
        Progress progress = output.progress();
        RunFolder folder = RunFolder.create(path);
        try (Workbench bench = Workbench.open(new Workbench.Request(device, backend, fresh), new ProbeStage(progress))) {
            Run.Bench met = new Run.Bench(bench.device(), bench.backend().implementation(), noise(bench, searched, progress));
            Run run = new Run(folder.path(), arguments(), started.truncatedTo(ChronoUnit.SECONDS), searched, chosen.name(), settings, met);
            loadTraining(progress);
            SearchResult result = search(new SearchJob(searched, chosen, remaining(settings, started), List.of()), bench,
                new SearchProgress(progress, folder, searched));
            progress.close();
            System.out.println(output.json ? JsonText.indented(ResultTree.summary(run, result)) : ResultText.of(run, result));
            new RunWriter(folder, run).write(result, ProgramVersion.text());
            return result instanceof SearchResult.Feasible ? ExitCode.DONE : ExitCode.NOT_MET;
        } finally {
            progress.close();
            folder.discardIfEmpty();
        }
    }

    private SearchResult search(SearchJob job, Workbench bench, SearchProgress listener) {
        MeasuredCosts costs = new MeasuredCosts(bench.backend(), bench.measurer(), bench.programs(), seed);
        try (TorchEvaluator evaluator = new TorchEvaluator(Mnist1d.generate(), Recipe.STANDARD,
            Runtime.getRuntime().availableProcessors())) {
            return new SearchLoop(job, new Ports(costs, evaluator, costs), listener, System::nanoTime).run();
        }
    }

    private static void loadTraining(Progress progress) {
        progress.stage("Loading libtorch", 1);
        TorchEvaluator.warmUp();
        progress.step();
    }

    private NoiseCheck.Outcome noise(Workbench bench, SearchSpace searched, Progress progress) throws IOException {
        progress.stage("Checking the machine", 1);
        var sample = searched.lower(searched.sample(new SplittableRandom(seed)), seed);
        NoiseCheck.Outcome outcome = new NoiseCheck(WorkerLimits.DEFAULT)
            .check(bench.backend().compile(sample, bench.programs()), MeasurePlan.screening(1, seed));
        progress.step();
        return outcome;
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
        if (!MeasuredCosts.METRICS.contains(limit.metric())) {
            throw new InvalidInput("limit '" + limit + "': " + limit.metric().text() + " is not known of networks on this device; known are "
                + String.join(", ", MeasuredCosts.METRICS.stream().map(metric -> metric.text()).toList()));
        }
    }

    /** What was used for probing and checking counts: the user's time is the whole run's. */
    private static SearchSettings remaining(SearchSettings settings, Instant started) {
        Duration left = settings.budget().minus(Duration.between(started, Instant.now()));
        Duration least = Duration.ofSeconds(1);
        return new SearchSettings(settings.limits(), settings.trials(), left.compareTo(least) < 0 ? least : left, settings.seed(),
            settings.training());
    }

    private Strategy strategy(SearchSpace searched) {
        if (!STRATEGIES.contains(strategy)) {
            throw new InvalidInput("unknown strategy '" + strategy + "'" + NearMatch.hint(strategy, STRATEGIES) + "; known are "
                + String.join(", ", STRATEGIES));
        }
        return strategy.equals("random") ? new RandomSearch(searched, seed)
            : new RegularisedEvolution(searched, seed, RegularisedEvolution.Settings.STANDARD);
    }

    private List<String> arguments() {
        CommandLine.ParseResult parsed = spec.root().commandLine().getParseResult();
        return parsed.originalArgs();
    }
}
