package io.sextant.search.loop;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The trials so far in their newest state. */
final class Roster {
    private final Map<Integer, Trial> trials = new TreeMap<>();

    void put(Trial trial) {
        trials.put(trial.number(), trial);
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
}
