package io.sextant.cli.run;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.quantity.Metric;
import io.sextant.search.limit.Limit;
import io.sextant.search.loop.Event;
import io.sextant.search.loop.TrainingPlan;
import io.sextant.search.port.CostOutcome;
import io.sextant.search.port.Estimate;
import io.sextant.search.port.Evaluator.FinalOutcome;
import io.sextant.search.port.Evaluator.Finished;
import io.sextant.search.port.Evaluator.NotFinished;
import io.sextant.search.port.Evaluator.Outcome;
import io.sextant.search.space.SearchSpace;
import io.sextant.search.strategy.Proposal;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * Reads what {@link EventTree} wrote.
 *
 * @param weights reads the network in a file of the run
 */
record EventReader(SearchSpace space, Function<String, Graph> weights) {
    /** @throws RuntimeException if {@code line} is no event of this space */
    Event read(Fields line) {
        String kind = line.text("event");
        return switch (kind) {
            case EventTree.COSTED -> new Event.Costed(line.whole("trial"),
                new Proposal(space.parse(line.text("genotype")), line.wholes("parents")), costs(line), at(line));
            case EventTree.REMEASURED -> new Event.Remeasured(line.whole("trial"), costs(line), at(line));
            case EventTree.TRAINED -> new Event.Trained(training(line), accuracy(line), at(line));
            case EventTree.FINISHED -> new Event.Finished(training(line), accuracies(line), at(line));
            case EventTree.LIMIT -> new Event.LimitDerived(Limit.parse(line.text("limit")));
            case EventTree.FIRST_EPOCHS -> new Event.FirstEpochs(line.whole("epochs"));
            case EventTree.EXPLORED -> new Event.Explored(line.whole("trials"));
            case EventTree.HALVED -> new Event.Halved(line.list("rungs", node -> rung(new Fields(node))));
            case EventTree.ENTERED -> new Event.Entered(line.whole("epochs"), line.wholes("trials"));
            case EventTree.LOOKED -> new Event.Looked(line.whole("finalists"), line.flag("over"));
            case EventTree.FINAL_EPOCHS -> new Event.FinalEpochs(line.whole("epochs"));
            default -> throw new Fields.Damaged("unknown event '" + kind + "'");
        };
    }

    private static Duration at(Fields line) {
        return Duration.ofNanos(line.large("at_ns"));
    }

    private static Event.Training training(Fields line) {
        return new Event.Training(line.whole("trial"), line.whole("epochs"), line.large("seed"));
    }

    private static TrainingPlan.Rung rung(Fields line) {
        return new TrainingPlan.Rung(line.whole("networks"), line.whole("epochs"));
    }

    private static CostOutcome costs(Fields line) {
        if (line.has("failed")) {
            return new CostOutcome.Unknown(line.text("failed"));
        }
        Map<Metric, Estimate> metrics = new EnumMap<>(Metric.class);
        Fields all = line.fields("metrics");
        all.tree().fieldNames().forEachRemaining(name -> metrics.put(Metric.parse(name)
            .orElseThrow(() -> new Fields.Damaged("unknown metric '" + name + "'")), estimate(all.fields(name))));
        return new CostOutcome.Known(metrics, line.flag("reused"));
    }

    private static Estimate estimate(Fields line) {
        return new Estimate(line.number("value"), line.number("lo"), line.number("hi"),
            Estimate.Kind.valueOf(line.text("kind").toUpperCase(Locale.ROOT)));
    }

    private static Outcome accuracy(Fields line) {
        return line.has("failed") ? new Outcome.NotTrained(line.text("failed"))
            : new Outcome.Trained(line.number("accuracy"), Duration.ofNanos(line.large("duration_ns")));
    }

    private FinalOutcome accuracies(Fields line) {
        return line.has("failed") ? new NotFinished(line.text("failed"))
            : new Finished(weights.apply(line.text("weights")), line.number("selection"), line.number("fresh"), line.number("standard"),
                Duration.ofNanos(line.large("duration_ns")));
    }
}
