package io.sextant.search.loop;

import io.sextant.ir.InvalidInput;
import io.sextant.search.strategy.Proposal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** What has happened already, by what was asked; decisions in the order in which they were made. */
final class Past {
    private final Map<Integer, Event.Costed> costed = new HashMap<>();
    private final Map<Integer, Event.Remeasured> remeasured = new HashMap<>();
    private final Map<Event.Training, Event.Trained> trained = new HashMap<>();
    private final Map<Event.Training, Event.Finished> finished = new HashMap<>();
    private final Map<Class<?>, Deque<Event.Decision>> decisions = new HashMap<>();
    private Duration end = Duration.ZERO;

    Past(List<Event> events) {
        events.forEach(this::add);
    }

    private void add(Event event) {
        if (event instanceof Event.Costed one) {
            costed.put(one.trial(), one);
        } else if (event instanceof Event.Remeasured one) {
            remeasured.put(one.trial(), one);
        } else if (event instanceof Event.Trained one) {
            trained.put(one.training(), one);
        } else if (event instanceof Event.Finished one) {
            add(one);
        } else if (event instanceof Event.Decision decision) {
            decisions.computeIfAbsent(decision.getClass(), kind -> new ArrayDeque<>()).add(decision);
        }
        if (event instanceof Event.Answer<?> answer) {
            end = answer.at().compareTo(end) > 0 ? answer.at() : end;
        }
    }

    void add(Event.Finished event) {
        finished.put(event.training(), event);
    }

    /** Time of the last event. */
    Duration end() {
        return end;
    }

    /**
     * The costs of a trial.
     *
     * @throws InvalidInput if they are those of another network, so that the events are not of this search
     */
    Optional<Event.Costed> costed(int trial, Proposal proposal) {
        Optional<Event.Costed> known = Optional.ofNullable(costed.get(trial));
        known.filter(event -> !event.proposal().equals(proposal)).ifPresent(event -> {
            throw new InvalidInput("the journal is not of this search: it says that trial " + trial + " is " + words(event.proposal())
                + ", and the search proposes " + words(proposal) + "; resume it with the version of the program that began it");
        });
        return known;
    }

    private static String words(Proposal proposal) {
        return proposal.genotype() + (proposal.parents().isEmpty() ? "" : " from " + proposal.parents());
    }

    /** Whether one of so many trials from {@code first} on is. */
    boolean isCosted(int first, int count) {
        return IntStream.range(first, first + count).anyMatch(costed::containsKey);
    }

    Optional<Event.Remeasured> remeasured(int trial) {
        return Optional.ofNullable(remeasured.get(trial));
    }

    Optional<Event.Trained> trained(Event.Training training) {
        return Optional.ofNullable(trained.get(training));
    }

    Optional<Event.Finished> finished(Event.Training training) {
        return Optional.ofNullable(finished.get(training));
    }

    /** The next decision of a kind, which is then behind us. */
    <D extends Event.Decision> Optional<D> next(Class<D> kind) {
        return Optional.ofNullable(decisions.get(kind)).map(Deque::poll).map(kind::cast);
    }

    boolean has(Class<? extends Event.Decision> kind) {
        return decisions.containsKey(kind) && !decisions.get(kind).isEmpty();
    }
}
