package io.sextant.search.loop;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;

/** The trials so far in their newest state, and what an interrupted run knew of them. */
final class Roster {
    private final Map<Integer, Trial> journal = new HashMap<>();
    private final Map<Integer, Trial> trials = new TreeMap<>();
    private final SearchListener listener;

    Roster(List<Trial> journal, SearchListener listener) {
        journal.forEach(trial -> this.journal.put(trial.number(), trial));
        this.listener = listener;
    }

    /** Sets the newest state of a trial and tells the listener. */
    void put(Trial trial) {
        trials.put(trial.number(), trial);
        listener.trialDecided(trial);
    }

    Trial get(int number) {
        return trials.get(number);
    }

    List<Trial> all() {
        return List.copyOf(trials.values());
    }

    List<Trial> feasible(Comparator<Trial> order) {
        return trials.values().stream().filter(Trial::feasible).sorted(order).toList();
    }

    /** The record of an interrupted run of the same proposal. */
    Optional<Trial> remembered(Trial trial) {
        return Optional.ofNullable(journal.get(trial.number())).filter(known -> known.proposal().equals(trial.proposal()));
    }

    /** Epochs of the first rung in an interrupted run. */
    OptionalInt rememberedFirstEpochs() {
        return journal.values().stream().flatMap(trial -> trial.scores().stream().limit(1)).mapToInt(Trial.Score::epochs).min();
    }

    /** The accuracy that an interrupted run found for this training. */
    OptionalDouble remembered(Trial trial, int epochs, long seed) {
        return remembered(trial).stream().flatMap(known -> known.scores().stream())
            .filter(score -> score.epochs() == epochs && score.seed() == seed).mapToDouble(Trial.Score::accuracy).findFirst();
    }
}
