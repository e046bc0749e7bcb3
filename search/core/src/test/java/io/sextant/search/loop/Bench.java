package io.sextant.search.loop;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.quantity.Metric;
import io.sextant.search.port.Candidate;
import io.sextant.search.port.CostModel;
import io.sextant.search.port.CostOutcome;
import io.sextant.search.port.Estimate;
import io.sextant.search.port.Evaluator;
import io.sextant.search.port.Remeasure;
import io.sextant.search.space.Genotype;
import io.sextant.search.strategy.Landscape;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/**
 * Fakes of all ports over one simulated clock: latency is the price of {@link Landscape} in microseconds within 2 %, a network trains
 * 2 ms an epoch and unit of price on two workers, and its accuracy is noisier the shorter it trains.
 */
final class Bench implements CostModel, Evaluator, Remeasure, TimeSource {
    private static final double NOISE = 0.02;
    private static final int WORKERS = 2;

    double secondsPerMeasurement = 0.2;
    double secondsPerEpochAndPrice = 0.002;
    double secondsPerRemeasurement = 0.6;
    /** How the expected durations differ from the real ones until something was trained. */
    double guess = 1;
    /** By how much re-measured latencies differ. */
    double drift = 1;
    IntPredicate lost = trial -> false;
    /** Whose final trainings come to nothing. */
    IntPredicate unlucky = trial -> false;
    /** Which final trainings diverge. */
    Predicate<Request> diverging = request -> false;
    IntPredicate lostOnRemeasure = trial -> false;

    final List<Integer> costed = new ArrayList<>();
    final List<Request> calibrating = new ArrayList<>();
    final List<Request> trained = new ArrayList<>();
    final List<List<Integer>> remeasured = new ArrayList<>();
    final List<Request> finished = new ArrayList<>();
    private final Set<Genotype> stored = new HashSet<>();
    private boolean learnt;
    private double seconds;

    Ports ports() {
        return new Ports(this, this, this);
    }

    double seconds() {
        return seconds;
    }

    void pass(double more) {
        seconds += more;
    }

    @Override
    public long nanos() {
        return (long) (seconds * 1e9);
    }

    static double latency(Genotype genotype) {
        return 1e3 * Landscape.price(genotype);
    }

    /** Rises with the price, and so does not order networks as accuracy does. */
    static double parameters(Genotype genotype) {
        return 1000 * Landscape.price(genotype) + genotype.choice(1);
    }

    private static Map<Metric, Estimate> metrics(Genotype genotype, double factor) {
        double latency = factor * latency(genotype);
        return Map.of(Metric.LATENCY, new Estimate(latency, latency * (1 - NOISE), latency * (1 + NOISE), Estimate.Kind.MEASURED),
            Metric.PARAMS, Estimate.counted(parameters(genotype)), Metric.MACS, Estimate.counted(10 * parameters(genotype)));
    }

    @Override
    public List<CostOutcome> costs(List<Candidate> candidates, Runnable progress) {
        return candidates.stream().<CostOutcome>map(candidate -> {
            costed.add(candidate.trial());
            seconds += secondsPerMeasurement;
            progress.run();
            return lost.test(candidate.trial()) ? new CostOutcome.Unknown("crashed")
                : new CostOutcome.Known(metrics(candidate.genotype(), 1), !stored.add(candidate.genotype()));
        }).toList();
    }

    @Override
    public List<CostOutcome> remeasure(List<Candidate> finalists, Runnable progress) {
        remeasured.add(finalists.stream().map(Candidate::trial).toList());
        return finalists.stream().<CostOutcome>map(candidate -> {
            seconds += secondsPerRemeasurement;
            progress.run();
            Map<Metric, Estimate> metrics = metrics(candidate.genotype(), drift);
            return lostOnRemeasure.test(candidate.trial()) ? new CostOutcome.Unknown("device gone")
                : new CostOutcome.Known(Map.of(Metric.LATENCY, metrics.get(Metric.LATENCY)), false);
        }).toList();
    }

    @Override
    public List<Outcome> evaluate(List<Request> requests, Duration deadline, Progress<Outcome> progress) {
        double begun = seconds;
        List<Outcome> outcomes = new ArrayList<>();
        for (Request request : requests) {
            if (seconds - begun >= deadline.toNanos() / 1e9) {
                outcomes.add(new Outcome.NotTrained("time was up"));
            } else {
                Duration duration = duration(request);
                seconds += duration.toNanos() / 1e9 / WORKERS;
                (request.epochs() == 1 ? calibrating : trained).add(request);
                outcomes.add(new Outcome.Trained(accuracy(request), duration));
            }
            progress.ended(outcomes.size() - 1, outcomes.get(outcomes.size() - 1));
        }
        return outcomes;
    }

    @Override
    public List<FinalOutcome> finish(List<Request> requests, Progress<FinalOutcome> progress) {
        List<FinalOutcome> outcomes = new ArrayList<>();
        for (Request request : requests) {
            Duration duration = duration(request);
            seconds += duration.toNanos() / 1e9 / WORKERS;
            finished.add(request);
            outcomes.add(diverging.test(request) ? new NotFinished("loss is NaN") : finished(request, duration));
            progress.ended(outcomes.size() - 1, outcomes.get(outcomes.size() - 1));
        }
        return outcomes;
    }

    private Finished finished(Request request, Duration duration) {
        double accuracy = unlucky.test(request.candidate().trial()) ? 0.1 : accuracy(request);
        return new Finished(request.candidate().graph(), accuracy, accuracy - 0.01, accuracy - 0.02, duration);
    }

    @Override
    public void recall(Request request, Duration duration) {
        learnt = true;
    }

    @Override
    public Duration expected(Request request) {
        double factor = learnt || !trained.isEmpty() || !calibrating.isEmpty() ? 1 : guess;
        return Duration.ofNanos((long) (factor * duration(request).toNanos()));
    }

    private Duration duration(Request request) {
        double work = secondsPerEpochAndPrice * request.epochs() * Landscape.price(request.candidate().genotype());
        return Duration.ofNanos((long) (1e9 * work));
    }

    private static double accuracy(Request request) {
        double noise = 0.05 / Math.sqrt(request.epochs()) * (2 * new SplittableRandom(request.seed()).nextDouble() - 1);
        return Math.min(1, Math.max(0, Landscape.accuracy(request.candidate().genotype()) + noise));
    }
}
