package io.sextant.search.loop;

import io.sextant.search.port.Candidate;
import io.sextant.search.port.CostOutcome;
import io.sextant.search.port.Evaluator.FinalOutcome;
import io.sextant.search.port.Evaluator.Finished;
import io.sextant.search.port.Evaluator.Outcome;
import io.sextant.search.port.Evaluator.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * The ports as a search sees them: what was answered before an interruption is not asked again, and every new answer and decision is
 * told to the listener before anything follows from it.
 */
final class Chronicle {
    private final Ports ports;
    private final Past past;
    private final SearchListener listener;
    private final RunClock clock;
    private final Function<Trial, Candidate> candidates;
    private final Tally tally = new Tally();

    /** @param candidates lowers a trial's network */
    Chronicle(Ports ports, Past past, SearchListener listener, RunClock clock, Function<Trial, Candidate> candidates) {
        this.ports = ports;
        this.past = past;
        this.listener = listener;
        this.clock = clock;
        this.candidates = candidates;
    }

    Tally tally() {
        return tally;
    }

    /** What an interrupted search has decided, else what {@code anew} decides now. */
    <D extends Event.Decision> D decide(Class<D> kind, Supplier<D> anew) {
        return past.next(kind).orElseGet(() -> {
            D decision = anew.get();
            listener.happened(List.of(decision));
            return decision;
        });
    }

    /** Whether an interrupted search went on with the batch from that trial on; empty if it did not come so far. */
    Optional<Boolean> wentOn(int trial, int window) {
        if (past.isCosted(trial, window)) {
            return Optional.of(true);
        }
        return past.has(Event.Explored.class) ? Optional.of(false) : Optional.empty();
    }

    /** Costs of candidates, in order. */
    List<CostOutcome> costs(List<Trial> trials) {
        List<Optional<CostOutcome>> known = trials.stream().map(this::recalledCosts).toList();
        List<Trial> open = open(trials, known);
        if (open.isEmpty()) {
            return merged(known, List.of());
        }
        List<CostOutcome> outcomes = ports.costs().costs(open.stream().map(candidates).toList(), listener::stepped);
        Duration at = clock.tick();
        listener.happened(IntStream.range(0, open.size())
            .<Event>mapToObj(i -> new Event.Costed(open.get(i).number(), open.get(i).proposal(), outcomes.get(i), at)).toList());
        outcomes.forEach(tally::costed);
        return merged(known, outcomes);
    }

    /** Notes what a trial costs whose network is known from an earlier one. */
    void duplicates(Map<Trial, CostOutcome> outcomes) {
        List<Event> told = new ArrayList<>();
        outcomes.forEach((trial, outcome) -> {
            tally.duplicate();
            past.costed(trial.number(), trial.proposal()).ifPresentOrElse(event -> clock.reach(event.at()),
                () -> told.add(new Event.Costed(trial.number(), trial.proposal(), outcome, clock.now())));
        });
        if (!told.isEmpty()) {
            listener.happened(told);
        }
    }

    private Optional<CostOutcome> recalledCosts(Trial trial) {
        return past.costed(trial.number(), trial.proposal()).map(event -> {
            tally.recalledCosts(event.outcome());
            return recall(event);
        });
    }

    /** Costs of finalists, in order. */
    List<CostOutcome> remeasure(List<Trial> trials) {
        List<Optional<CostOutcome>> known = trials.stream().map(trial -> past.remeasured(trial.number()).map(event -> {
            tally.recalledRemeasurement();
            return recall(event);
        })).toList();
        List<Trial> open = open(trials, known);
        if (open.isEmpty()) {
            return merged(known, List.of());
        }
        List<CostOutcome> outcomes = ports.remeasure().remeasure(open.stream().map(candidates).toList(), listener::stepped);
        Duration at = clock.tick();
        listener.happened(IntStream.range(0, open.size())
            .<Event>mapToObj(i -> new Event.Remeasured(open.get(i).number(), outcomes.get(i), at)).toList());
        return merged(known, outcomes);
    }

    /** Trains to compare; what has not begun when {@code deadline} is over is not trained. */
    List<Outcome> evaluate(List<Request> requests, Duration deadline, Runnable progress) {
        Duration end = clock.now().plus(deadline);
        List<Optional<Outcome>> known = requests.stream().map(request -> past.trained(training(request)).map(event -> {
            if (event.outcome() instanceof Outcome.Trained trained) {
                ports.evaluator().recall(request, trained.duration());
                tally.recalledTraining();
            }
            progress.run();
            clock.reach(event.at());
            return event.outcome();
        })).toList();
        List<Request> open = open(requests, known);
        if (open.isEmpty()) {
            return merged(known, List.of());
        }
        Duration left = end.minus(clock.now());
        return merged(known, ports.evaluator().evaluate(open, left.isNegative() ? Duration.ZERO : left, (index, outcome) -> {
            listener.happened(List.of(new Event.Trained(training(open.get(index)), outcome, clock.tick())));
            progress.run();
        }));
    }

    /** Trains to the end; a training run that ended is not run again. */
    List<FinalOutcome> finish(List<Request> requests) {
        List<Optional<FinalOutcome>> known = requests.stream().map(request -> past.finished(training(request)).map(event -> {
            if (event.outcome() instanceof Finished) {
                tally.recalledTraining();
            }
            return recall(event);
        })).toList();
        List<Request> open = open(requests, known);
        if (open.isEmpty()) {
            return merged(known, List.of());
        }
        return merged(known, ports.evaluator().finish(open, (index, outcome) -> {
            Event.Finished event = new Event.Finished(training(open.get(index)), outcome, clock.tick());
            listener.happened(List.of(event));
            past.add(event);
            listener.stepped();
        }));
    }

    private <O> O recall(Event.Answer<O> event) {
        clock.reach(event.at());
        listener.stepped();
        return event.outcome();
    }

    private static Event.Training training(Request request) {
        return new Event.Training(request.candidate().trial(), request.epochs(), request.seed());
    }

    private static <Q, O> List<Q> open(List<Q> asked, List<Optional<O>> known) {
        return IntStream.range(0, asked.size()).filter(i -> known.get(i).isEmpty()).mapToObj(asked::get).toList();
    }

    private static <O> List<O> merged(List<Optional<O>> known, List<O> anew) {
        Iterator<O> rest = anew.iterator();
        List<O> all = new ArrayList<>();
        known.forEach(one -> all.add(one.orElseGet(rest::next)));
        return all;
    }
}
