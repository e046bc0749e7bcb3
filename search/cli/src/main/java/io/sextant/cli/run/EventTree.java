package io.sextant.cli.run;

import io.sextant.ir.quantity.Metric;
import io.sextant.ir.quantity.Unit;
import io.sextant.search.loop.Event;
import io.sextant.search.port.CostOutcome;
import io.sextant.search.port.Estimate;
import io.sextant.search.port.Evaluator.FinalOutcome;
import io.sextant.search.port.Evaluator.Finished;
import io.sextant.search.port.Evaluator.NotFinished;
import io.sextant.search.port.Evaluator.Outcome;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Events as JSON trees, a line of the journal each. Metrics are in base units (ns, B, 1, uJ). {@link EventReader} reads them back. */
final class EventTree {
    static final String COSTED = "costed";
    static final String REMEASURED = "remeasured";
    static final String TRAINED = "trained";
    static final String FINISHED = "finished";
    static final String LIMIT = "limit";
    static final String FIRST_EPOCHS = "first_epochs";
    static final String EXPLORED = "explored";
    static final String HALVED = "rungs";
    static final String ENTERED = "rung";
    static final String LOOKED = "time";
    static final String FINAL_EPOCHS = "final_epochs";

    private EventTree() {
    }

    static Map<String, Object> of(Event event) {
        Map<String, Object> tree = new LinkedHashMap<>();
        if (event instanceof Event.Answer<?> answer) {
            answer(tree, answer);
            tree.put("at_ns", answer.at().toNanos());
        } else if (event instanceof Event.Decision decision) {
            decision(tree, decision);
        }
        return tree;
    }

    private static void answer(Map<String, Object> tree, Event.Answer<?> answer) {
        if (answer instanceof Event.Costed costed) {
            begin(tree, COSTED, costed.trial());
            tree.put("genotype", costed.proposal().genotype().toString());
            tree.put("parents", costed.proposal().parents());
            costs(tree, costed.outcome());
        } else if (answer instanceof Event.Remeasured remeasured) {
            begin(tree, REMEASURED, remeasured.trial());
            costs(tree, remeasured.outcome());
        } else if (answer instanceof Event.Trained trained) {
            training(tree, TRAINED, trained.training());
            accuracy(tree, trained.outcome());
        } else if (answer instanceof Event.Finished finished) {
            training(tree, FINISHED, finished.training());
            accuracies(tree, finished.training(), finished.outcome());
        }
    }

    private static void begin(Map<String, Object> tree, String kind, int trial) {
        tree.put("event", kind);
        tree.put("trial", trial);
    }

    private static void training(Map<String, Object> tree, String kind, Event.Training training) {
        begin(tree, kind, training.trial());
        tree.put("epochs", training.epochs());
        tree.put("seed", training.seed());
    }

    private static void costs(Map<String, Object> tree, CostOutcome outcome) {
        if (outcome instanceof CostOutcome.Known known) {
            tree.put("reused", known.reused());
            Map<String, Object> metrics = new LinkedHashMap<>();
            new TreeMap<>(known.metrics()).forEach((metric, estimate) -> metrics.put(metric.text(), metric(metric, estimate)));
            tree.put("metrics", metrics);
        } else if (outcome instanceof CostOutcome.Unknown unknown) {
            tree.put("failed", unknown.reason());
        }
    }

    private static Map<String, Object> metric(Metric metric, Estimate estimate) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("value", estimate.value());
        tree.put("lo", estimate.lo());
        tree.put("hi", estimate.hi());
        tree.put("unit", baseUnit(metric));
        tree.put("kind", estimate.kind().name().toLowerCase(Locale.ROOT));
        return tree;
    }

    private static String baseUnit(Metric metric) {
        return Stream.of(Unit.values()).filter(unit -> unit.dimension() == metric.dimension() && unit.base() == 1).findFirst().orElseThrow()
            .symbol();
    }

    private static void accuracy(Map<String, Object> tree, Outcome outcome) {
        if (outcome instanceof Outcome.Trained trained) {
            tree.put("accuracy", trained.accuracy());
            tree.put("duration_ns", trained.duration().toNanos());
        } else if (outcome instanceof Outcome.NotTrained not) {
            tree.put("failed", not.reason());
        }
    }

    private static void accuracies(Map<String, Object> tree, Event.Training training, FinalOutcome outcome) {
        if (outcome instanceof Finished finished) {
            tree.put("selection", finished.selectionAccuracy());
            tree.put("fresh", finished.freshAccuracy());
            tree.put("standard", finished.standardAccuracy());
            tree.put("duration_ns", finished.duration().toNanos());
            tree.put("weights", weights(training));
        } else if (outcome instanceof NotFinished not) {
            tree.put("failed", not.reason());
        }
    }

    /** The file with the network that a final training came to. */
    static String weights(Event.Training training) {
        return RunFolder.FINAL + training.trial() + "-" + Long.toUnsignedString(training.seed()) + ".onnx";
    }

    private static void decision(Map<String, Object> tree, Event.Decision decision) {
        if (decision instanceof Event.LimitDerived derived) {
            tree.put("event", LIMIT);
            tree.put("limit", derived.limit().toString());
        } else if (decision instanceof Event.FirstEpochs first) {
            tree.put("event", FIRST_EPOCHS);
            tree.put("epochs", first.epochs());
        } else if (decision instanceof Event.Explored explored) {
            tree.put("event", EXPLORED);
            tree.put("trials", explored.trials());
        } else if (decision instanceof Event.Halved halved) {
            tree.put("event", HALVED);
            tree.put("rungs", halved.rungs());
        } else if (decision instanceof Event.Entered entered) {
            tree.put("event", ENTERED);
            tree.put("epochs", entered.epochs());
            tree.put("trials", entered.trials());
        } else if (decision instanceof Event.Looked looked) {
            tree.put("event", LOOKED);
            tree.put("finalists", looked.finalists());
            tree.put("over", looked.over());
        } else if (decision instanceof Event.FinalEpochs last) {
            tree.put("event", FINAL_EPOCHS);
            tree.put("epochs", last.epochs());
        }
    }
}
