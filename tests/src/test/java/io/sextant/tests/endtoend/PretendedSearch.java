package io.sextant.tests.endtoend;

import com.fasterxml.jackson.databind.node.DoubleNode;
import io.sextant.cli.run.JournalFile;
import io.sextant.cli.run.JournalHeader;
import io.sextant.cli.run.RunFolder;
import io.sextant.device.store.Entry;
import io.sextant.device.store.Store;
import io.sextant.ir.cost.GraphCost;
import io.sextant.ir.quantity.Metric;
import io.sextant.search.loop.Event;
import io.sextant.search.loop.Ports;
import io.sextant.search.loop.SearchJob;
import io.sextant.search.loop.SearchListener;
import io.sextant.search.loop.SearchLoop;
import io.sextant.search.loop.SearchResult;
import io.sextant.search.loop.SearchSettings;
import io.sextant.search.loop.TrainingPlan;
import io.sextant.search.port.Candidate;
import io.sextant.search.port.CostModel;
import io.sextant.search.port.CostOutcome;
import io.sextant.search.port.Estimate;
import io.sextant.search.port.Evaluator;
import io.sextant.search.port.Remeasure;
import io.sextant.search.space.SearchSpace;
import io.sextant.search.space.Spaces;
import io.sextant.search.strategy.RegularisedEvolution;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A program to be killed: a whole search with the real journal and the real store, whose measurements and trainings are only pretended.
 * They are functions of the network and the seed, take some milliseconds, and are noted in files when they end. Started again, it goes
 * on; at the end it writes {@code result}.
 */
final class PretendedSearch implements CostModel, Remeasure, Evaluator {
    static final String RESULT = "result";
    static final String TRAININGS = "trainings";
    private static final long SEED = 3;
    private static final Duration AMPLE = Duration.ofDays(1);
    private static final int MEASURING_MILLIS = 4;
    private static final int TRAINING_MILLIS = 12;

    private final Store store;
    private final Path trainings;

    private PretendedSearch(Store store, Path trainings) {
        this.store = store;
        this.trainings = trainings;
    }

    /** @param arguments file of the space, home, folder of the run */
    public static void main(String[] arguments) throws IOException {
        Path home = Path.of(arguments[1]);
        Path path = Path.of(arguments[2]);
        try (Store store = Store.open(home); JournalFile journal = journal(Spaces.named(arguments[0]), path)) {
            PretendedSearch ports = new PretendedSearch(store, home.resolve(TRAININGS));
            SearchSpace space = journal.header().asked().space();
            RegularisedEvolution strategy = new RegularisedEvolution(space, SEED, new RegularisedEvolution.Settings(12, 18, 5));
            SearchJob job = new SearchJob(space, strategy, journal.header().asked().settings(), journal.before());
            SearchResult result = new SearchLoop(job, new Ports(ports, ports, ports), new SearchListener() {
                @Override
                public void happened(List<Event> events) {
                    journal.append(events);
                }
            }, System::nanoTime).run();
            RunFolder.open(path).write(RESULT, words(result));
        }
    }

    private static JournalFile journal(SearchSpace space, Path path) {
        if (Files.exists(path.resolve("trials.jsonl"))) {
            return JournalFile.resume(RunFolder.open(path));
        }
        SearchSettings settings = new SearchSettings(List.of(), new SearchSettings.Trials(42, 6), AMPLE, SEED,
            new TrainingPlan(4, 2, 16, 3, 3));
        JournalHeader.Asked asked = new JournalHeader.Asked(space, new JournalHeader.Asked.Target("host", "auto", false,
            JournalHeader.Asked.Costs.STANDARD), "evolution",
            settings, false);
        JournalHeader.Origin origin = new JournalHeader.Origin("test", JournalHeader.PROPOSING, Instant.EPOCH, List.of());
        JournalHeader.Met met = new JournalHeader.Met("device", "implementation");
        return JournalFile.begin(RunFolder.create(path), new JournalHeader(origin, asked, met, AMPLE));
    }

    private static String words(SearchResult result) {
        StringBuilder words = new StringBuilder();
        result.summary().trials().forEach(trial -> words.append(trial.number()).append(' ').append(trial.proposal())
            .append(new TreeMap<>(trial.metrics())).append(new TreeMap<>(trial.remeasured())).append(trial.standing())
            .append(trial.scores()).append('\n'));
        SearchResult.Feasible feasible = (SearchResult.Feasible) result;
        words.append(result.summary().limits()).append('\n');
        List.of(feasible.winner(), feasible.baseline()).forEach(finalist -> words.append(finalist.trial().number()).append(' ')
            .append(finalist.seeds()).append(' ').append(finalist.freshAccuracy()).append('\n'));
        return words.toString();
    }

    @Override
    public List<CostOutcome> costs(List<Candidate> candidates, Runnable progress) {
        return candidates.stream().map(candidate -> measured("candidate", candidate, 1)).toList();
    }

    @Override
    public List<CostOutcome> remeasure(List<Candidate> finalists, Runnable progress) {
        return finalists.stream().map(candidate -> measured("finalist", candidate, 1.01)).toList();
    }

    private CostOutcome measured(String kind, Candidate candidate, double factor) {
        GraphCost cost = GraphCost.of(candidate.graph());
        Optional<Double> known = store.find(kind, candidate.genotype().toString()).map(value -> value.doubleValue());
        double nanos = known.orElseGet(() -> {
            work(MEASURING_MILLIS);
            double measured = factor * (1000 + cost.macs());
            store.put(new Entry(kind, candidate.genotype().toString(), DoubleNode.valueOf(measured)));
            return measured;
        });
        return new CostOutcome.Known(Map.of(Metric.LATENCY, new Estimate(nanos, nanos, nanos, Estimate.Kind.MEASURED),
            Metric.PARAMS, Estimate.counted(cost.parameters()), Metric.MACS, Estimate.counted(cost.macs())), known.isPresent());
    }

    @Override
    public List<Outcome> evaluate(List<Request> requests, Duration deadline, Progress<Outcome> progress) {
        List<Outcome> outcomes = new ArrayList<>();
        for (Request request : requests) {
            outcomes.add(new Outcome.Trained(train(request), Duration.ofMillis(TRAINING_MILLIS)));
            progress.ended(outcomes.size() - 1, outcomes.get(outcomes.size() - 1));
        }
        return outcomes;
    }

    @Override
    public List<FinalOutcome> finish(List<Request> requests, Progress<FinalOutcome> progress) {
        List<FinalOutcome> outcomes = new ArrayList<>();
        for (Request request : requests) {
            double accuracy = train(request);
            outcomes.add(new Finished(request.candidate().graph(), accuracy, accuracy, accuracy, Duration.ofMillis(TRAINING_MILLIS)));
            progress.ended(outcomes.size() - 1, outcomes.get(outcomes.size() - 1));
        }
        return outcomes;
    }

    @Override
    public Duration expected(Request request) {
        return Duration.ofMillis(TRAINING_MILLIS);
    }

    private double train(Request request) {
        work(TRAINING_MILLIS);
        try {
            Files.writeString(trainings, request.candidate().trial() + " " + request.epochs() + " " + request.seed() + "\n",
                StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        double size = Math.log(GraphCost.of(request.candidate().graph()).parameters());
        return Math.min(1, size / 20 + 0.3 * new SplittableRandom(request.seed()).nextDouble());
    }

    private static void work(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
