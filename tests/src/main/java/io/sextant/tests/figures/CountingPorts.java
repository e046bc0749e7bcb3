package io.sextant.tests.figures;

import io.sextant.ir.cost.GraphCost;
import io.sextant.ir.quantity.Metric;
import io.sextant.search.port.Candidate;
import io.sextant.search.port.CostModel;
import io.sextant.search.port.CostOutcome;
import io.sextant.search.port.Estimate;
import io.sextant.search.port.Evaluator;
import io.sextant.search.port.Remeasure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Ports that neither measure nor train: costs and accuracies are functions of MACs and parameters. Tells the time spent inside. */
final class CountingPorts implements CostModel, Evaluator, Remeasure {
    private static final double NANOS_PER_MAC = 0.5;
    private static final Duration TRAINING = Duration.ofNanos(1);

    private long nanosInside;

    long nanosInside() {
        return nanosInside;
    }

    @Override
    public List<CostOutcome> costs(List<Candidate> candidates, Runnable progress) {
        return timed(() -> candidates.stream().map(CountingPorts::cost).toList());
    }

    @Override
    public List<CostOutcome> remeasure(List<Candidate> finalists, Runnable progress) {
        return costs(finalists, progress);
    }

    @Override
    public List<Outcome> evaluate(List<Request> requests, Duration deadline, Progress<Outcome> progress) {
        return timed(() -> told(requests.stream().<Outcome>map(request -> new Outcome.Trained(accuracy(request), TRAINING)).toList(),
            progress));
    }

    @Override
    public List<FinalOutcome> finish(List<Request> requests, Progress<FinalOutcome> progress) {
        return timed(() -> told(requests.stream().<FinalOutcome>map(request -> {
            double accuracy = accuracy(request);
            return new Finished(request.candidate().graph(), accuracy, accuracy, accuracy, TRAINING);
        }).toList(), progress));
    }

    private static <O> List<O> told(List<O> outcomes, Progress<O> progress) {
        for (int i = 0; i < outcomes.size(); i++) {
            progress.ended(i, outcomes.get(i));
        }
        return outcomes;
    }

    @Override
    public Duration expected(Request request) {
        return TRAINING;
    }

    private static CostOutcome cost(Candidate candidate) {
        GraphCost cost = GraphCost.of(candidate.graph());
        double nanos = NANOS_PER_MAC * cost.macs();
        return new CostOutcome.Known(Map.of(Metric.LATENCY, new Estimate(nanos, nanos, nanos, Estimate.Kind.ESTIMATED),
            Metric.PARAMS, Estimate.counted(cost.parameters()), Metric.MACS, Estimate.counted(cost.macs())), false);
    }

    private static double accuracy(Request request) {
        long parameters = GraphCost.of(request.candidate().graph()).parameters();
        return 1 - 1 / Math.log(2 + parameters);
    }

    private <T> T timed(Supplier<T> work) {
        long begun = System.nanoTime();
        try {
            return work.get();
        } finally {
            nanosInside += System.nanoTime() - begun;
        }
    }
}
