package io.sextant.cli.search;

import io.sextant.cli.bench.MeasuredCosts;
import io.sextant.cli.bench.SearchCosts;
import io.sextant.cli.bench.Ranking;
import io.sextant.cli.bench.Workbench;
import io.sextant.cli.progress.ProbeStage;
import io.sextant.cli.progress.Progress;
import io.sextant.cli.progress.TuningStage;
import io.sextant.cli.run.FinishedRun;
import io.sextant.cli.run.IntegerWinner;
import io.sextant.cli.run.JournalFile;
import io.sextant.cli.run.JournalHeader;
import io.sextant.cli.run.JsonText;
import io.sextant.cli.run.ResultText;
import io.sextant.cli.run.ResultTree;
import io.sextant.cli.run.Run;
import io.sextant.cli.run.RunCosts;
import io.sextant.cli.run.RunEvidence;
import io.sextant.cli.run.RunFolder;
import io.sextant.cli.run.RunWriter;
import io.sextant.cli.terminal.ExitCode;
import io.sextant.cli.terminal.ProgramVersion;
import io.sextant.device.measure.MeasurePlan;
import io.sextant.device.measure.NoiseCheck;
import io.sextant.device.run.Program;
import io.sextant.device.run.WorkerLimits;
import io.sextant.ir.InvalidInput;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.memory.ArenaPlan;
import io.sextant.ir.memory.MemoryPlan;
import io.sextant.latency.LutFile;
import io.sextant.search.loop.Ports;
import io.sextant.search.loop.SearchJob;
import io.sextant.search.loop.SearchListener;
import io.sextant.search.loop.SearchLoop;
import io.sextant.search.loop.SearchResult;
import io.sextant.search.loop.SearchSettings;
import io.sextant.search.screening.LimitScreen;
import io.sextant.search.space.SearchSpace;
import io.sextant.search.strategy.Screen;
import io.sextant.training.FineTuning;
import io.sextant.training.Libtorch;
import io.sextant.training.Recipe;
import io.sextant.training.data.Mnist1d;
import io.sextant.training.evaluation.TorchEvaluator;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;

/** A search in its folder, from looking at the machine to the last file. */
final class SearchRun {
    private static final Duration LEAST = Duration.ofSeconds(1);

    private final RunFolder folder;
    private final Progress progress;
    private final boolean json;

    SearchRun(RunFolder folder, Progress progress, boolean json) {
        this.folder = folder;
        this.progress = progress;
        this.json = json;
    }

    /** Runs a search from its beginning; its exit code. */
    int begin(JournalHeader.Origin origin, JournalHeader.Asked asked) throws IOException {
        try (Workbench bench = open(asked)) {
            Run.Bench met = look(bench, asked);
            Duration left = remaining(asked.settings(), origin.started());
            JournalHeader header = new JournalHeader(origin, asked, JournalHeader.Met.of(met), left);
            try (JournalFile journal = JournalFile.begin(folder, header)) {
                return search(bench, met, journal);
            }
        }
    }

    /** Goes on with a search; its exit code. One that came to its end only prints its result again. */
    int resume() throws IOException {
        if (folder.isComplete()) {
            FinishedRun finished = FinishedRun.read(folder);
            System.out.println(json ? finished.json() : finished.text());
            return finished.feasible() ? ExitCode.DONE : ExitCode.NOT_MET;
        }
        try (JournalFile journal = JournalFile.resume(folder); Workbench bench = open(journal.header().asked())) {
            JournalHeader.Met now = new JournalHeader.Met(bench.device().fingerprint(), bench.backends().implementation().id());
            journal.header().requireSame(ProgramVersion.text(), now, folder.path());
            progress.say("going on with the run in " + folder.path() + ", in which " + journal.before().size() + " things happened");
            return search(bench, look(bench, journal.header().asked()), journal);
        }
    }

    private Workbench open(JournalHeader.Asked asked) {
        JournalHeader.Asked.Target target = asked.target();
        return Workbench.open(new Workbench.Request(target.device(), target.backend(), target.fresh(),
            target.tuning().order(target.fresh(), TuningStage.within(progress))), new ProbeStage(progress));
    }

    private Run.Bench look(Workbench bench, JournalHeader.Asked asked) throws IOException {
        NoiseCheck.Outcome noise = noise(bench, asked.space(), asked.settings().seed());
        Run.Bench met = new Run.Bench(bench.device(), bench.backends().implementation(), noise);
        progress.stage("Loading libtorch", 1);
        Libtorch.load();
        progress.step();
        return met;
    }

    private NoiseCheck.Outcome noise(Workbench bench, SearchSpace space, long seed) throws IOException {
        progress.stage("Checking the machine", 1);
        var sample = space.deployed(space.sample(new SplittableRandom(seed)));
        NoiseCheck.Outcome outcome = bench.noise(compiled(bench, sample), MeasurePlan.screening(1, seed), WorkerLimits.DEFAULT);
        progress.step();
        return outcome;
    }

    private static Program compiled(Workbench bench, Graph sample) throws IOException {
        try {
            return bench.compiled(sample);
        } catch (UnsupportedOperationException e) {
            throw new InvalidInput("the backend " + bench.backend().name() + " cannot compile the networks of this space: " + e.getMessage()
                + "; try --backend " + bench.backends().onnxRuntime().name(), e);
        }
    }

    /** What was used for probing and checking counts: the user's time is the whole run's. */
    private static Duration remaining(SearchSettings settings, Instant started) {
        return atLeast(settings.budget().minus(Duration.between(started, Instant.now())));
    }

    private static Duration atLeast(Duration left) {
        return left.compareTo(LEAST) < 0 ? LEAST : left;
    }

    private int search(Workbench bench, Run.Bench met, JournalFile journal) throws IOException {
        JournalHeader header = journal.header();
        JournalHeader.Asked asked = header.asked();
        SearchSettings settings = asked.settings();
        Run run = new Run(folder.path(), header.origin().arguments(), header.origin().started(), asked.space(), asked.strategy(), settings,
            met);
        ResumeHint hint = ResumeHint.armed(folder.path(), System.err);
        try {
            LimitScreen screen = new LimitScreen(asked.space(), bench.subject(asked.space()).fusion(), settings.limits());
            Costs costs = costs(bench, asked, screen, header.searching());
            Duration left = header.searching().minus(costs.spent())
                .minus(IntegerStage.reserved(settings.budget(), asked.space(), asked.int8()));
            SearchResult found = search(job(asked, screen, atLeast(left), journal), bench, costs.found(),
                new SearchProgress(progress, journal));
            long begun = System.nanoTime();
            Optional<IntegerWinner> integers = integers(asked, found);
            SearchResult result = found.longer(Duration.ofNanos(System.nanoTime() - begun));
            RunEvidence evidence = new RunEvidence(ranking(bench, asked, result), arena(bench, asked, result), costs.found().lut(),
                costs.found().reused(), integers);
            progress.close();
            System.out.println(json ? JsonText.indented(ResultTree.summary(run, result, evidence)) : ResultText.of(run, result, evidence));
            new RunWriter(folder, run, evidence).write(result, ProgramVersion.text());
            return result instanceof SearchResult.Feasible ? ExitCode.DONE : ExitCode.NOT_MET;
        } finally {
            hint.disarm();
        }
    }

    private static SearchJob job(JournalHeader.Asked asked, Screen screen, Duration budget, JournalFile journal) {
        SearchSettings settings = asked.settings();
        SearchSettings left = new SearchSettings(settings.limits(), settings.trials(), budget, settings.seed(), settings.training());
        return new SearchJob(asked.space(), Strategies.named(asked.strategy(), asked.space(), settings.seed(), screen), left, journal.before());
    }

    /** @param spent of the budget, until they were found */
    private record Costs(SearchCosts found, Duration spent) {
    }

    /** As the run has chosen before it was interrupted, else as is asked for. */
    private Costs costs(Workbench bench, JournalHeader.Asked asked, LimitScreen screen, Duration budget) {
        JournalHeader.Asked.Costs wanted = asked.target().costs();
        Optional<RunCosts> chosen = RunCosts.read(folder);
        long seed = asked.settings().seed();
        if (chosen.filter(run -> run.source() == SearchCosts.Source.LUT).isPresent()) {
            return new Costs(SearchCosts.resumed(bench, screen, folder.file(RunCosts.LUT), chosen.get().reused(), seed),
                chosen.get().spent());
        }
        long begun = System.nanoTime();
        SearchCosts found = SearchCosts.of(bench, screen, new SearchCosts.Request(chosen.map(RunCosts::source)
            .orElse(wanted.source()), wanted.lut(), new SearchCosts.Extent(asked.settings().trials().count(), budget), seed,
            asked.target().fresh()), progress);
        if (chosen.isPresent()) {
            return new Costs(found, chosen.get().spent());
        }
        Duration spent = Duration.ofMillis((System.nanoTime() - begun) / 1_000_000);
        found.lut().ifPresent(lut -> folder.write(RunCosts.LUT, LutFile.text(lut)));
        SearchCosts.Source settled = found.lut().isPresent() ? SearchCosts.Source.LUT : SearchCosts.Source.MEASURED;
        new RunCosts(settled, spent, found.reused()).write(folder);
        return new Costs(found, spent);
    }

    /** Where the winner's activations lie, under the fusion that candidates were screened with. */
    private static Optional<ArenaPlan> arena(Workbench bench, JournalHeader.Asked asked, SearchResult result) {
        return result instanceof SearchResult.Feasible feasible ? Optional.of(deployed(asked, feasible))
            .map(network -> MemoryPlan.of(network, bench.subject(asked.space()).fusion()).arena()) : Optional.empty();
    }

    /** The winner as it runs on the device. */
    private static Graph deployed(JournalHeader.Asked asked, SearchResult.Feasible feasible) {
        return asked.space().precision(feasible.winner().trial().proposal().genotype())
            .nominal(feasible.winner().trained(), SearchSpace.ROUNDING);
    }

    private Optional<Ranking> ranking(Workbench bench, JournalHeader.Asked asked, SearchResult result) throws IOException {
        if (!(result instanceof SearchResult.Feasible feasible)) {
            return Optional.empty();
        }
        progress.stage("Profiling the winner's layers", 1);
        Optional<Ranking> ranking = bench.ranking(deployed(asked, feasible), asked.settings().seed());
        progress.step();
        return ranking;
    }

    private Optional<IntegerWinner> integers(JournalHeader.Asked asked, SearchResult result) {
        if (!(result instanceof SearchResult.Feasible feasible)) {
            return Optional.empty();
        }
        return new IntegerStage(Mnist1d.generate(), FineTuning.STANDARD, progress).of(feasible.winner().trained(),
            asked.space().precision(feasible.winner().trial().proposal().genotype()), asked.int8(), asked.settings().seed());
    }

    private static SearchResult search(SearchJob job, Workbench bench, SearchCosts costs, SearchListener listener) {
        MeasuredCosts measured = new MeasuredCosts(bench, job.settings().seed());
        try (TorchEvaluator evaluator = new TorchEvaluator(Mnist1d.generate(), Recipe.STANDARD,
            Runtime.getRuntime().availableProcessors())) {
            return new SearchLoop(job, new Ports(costs.model(), evaluator, measured), listener, System::nanoTime).run();
        }
    }
}
