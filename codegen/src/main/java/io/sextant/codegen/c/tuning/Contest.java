package io.sextant.codegen.c.tuning;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which of several candidates is fastest, at little cost for slow ones: all are timed in turns, the better half goes on, until one is left
 * beside the favourite, which always goes on. The favourite loses only against one that is clearly faster in a duel of its own, turn by
 * turn: where memory decides, turns differ by more than schedules do.
 */
final class Contest {
    /** Of each candidate in each round. */
    private static final int TURNS = 2;
    private static final int DUEL = 11;
    /** What is slower than the best by this factor is out after its first round. */
    private static final double HOPELESS = 1.3;
    /** A smaller gain is within what two turns of the same code differ by. */
    private static final double CLEARLY = 0.99;
    private static final int FIRST_CALLS = 3;
    private static final int MOST_CALLS = 10;
    /** A turn is to be long against its cost: about a millisecond. */
    private static final double TURN = 6e6;

    private final Stopwatch watch;
    private final List<List<Double>> times = new ArrayList<>();
    private int calls = FIRST_CALLS;

    /** Times candidates, by their numbers. */
    interface Stopwatch {
        /** A typical time of {@code calls} calls, in cycles; infinite if the candidate fails. */
        double turn(int candidate, int calls);
    }

    /**
     * What came of it.
     *
     * @param winner    number of the candidate to take
     * @param favourite typical time of the favourite
     * @param fastest   typical time of the winner
     */
    record Outcome(int winner, double favourite, double fastest) {
    }

    private Contest(int candidates, Stopwatch watch) {
        this.watch = watch;
        for (int i = 0; i < candidates; i++) {
            times.add(new ArrayList<>());
        }
    }

    /** @param candidates how many there are; number 0 is the favourite */
    static Outcome of(int candidates, Stopwatch watch) {
        return new Contest(candidates, watch).outcome();
    }

    private Outcome outcome() {
        List<Integer> running = new ArrayList<>();
        for (int i = 0; i < times.size(); i++) {
            running.add(i);
            warm(i);
        }
        while (running.size() > 2) {
            round(running, TURNS);
            running = better(running);
        }
        boolean challenged = running.size() == 2 && (times.get(0).isEmpty() || typical(running.get(1)) < typical(0));
        return challenged ? duel(running.get(1)) : kept();
    }

    /** The first turn is not counted; it tells how long others have to be. */
    private void warm(int candidate) {
        double time = watch.turn(candidate, FIRST_CALLS);
        calls = Math.max(calls, (int) Math.min(MOST_CALLS, TURN / Math.max(time, 1)));
    }

    private void round(List<Integer> running, int turns) {
        for (int turn = 0; turn < turns; turn++) {
            running.forEach(candidate -> times.get(candidate).add(watch.turn(candidate, calls)));
        }
    }

    /** The favourite, and of the others the better half; of equal ones those that were expected to be faster. */
    private List<Integer> better(List<Integer> running) {
        double best = running.stream().mapToDouble(this::typical).min().orElseThrow();
        List<Integer> others = running.stream().filter(candidate -> candidate != 0).sorted(Comparator.comparingDouble(this::typical))
            .limit(running.size() / 2).filter(candidate -> typical(candidate) <= HOPELESS * best).toList();
        return Stream.concat(Stream.of(0), others.stream()).toList();
    }

    private Outcome kept() {
        if (times.get(0).isEmpty()) {
            round(List.of(0), TURNS);
        }
        return new Outcome(0, typical(0), typical(0));
    }

    private Outcome duel(int challenger) {
        times.get(0).clear();
        times.get(challenger).clear();
        round(List.of(0, challenger), DUEL);
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < DUEL; i++) {
            double favourite = times.get(0).get(i);
            double other = times.get(challenger).get(i);
            ratios.add(Double.isInfinite(other) ? other : other / favourite);
        }
        ratios.sort(Comparator.naturalOrder());
        boolean wins = ratios.get(DUEL / 2) < CLEARLY && ratios.get(3 * DUEL / 4) < 1 && typical(challenger) < CLEARLY * typical(0);
        return new Outcome(wins ? challenger : 0, typical(0), typical(wins ? challenger : 0));
    }

    /** The lower quartile of the turns: what else the machine does only adds to them. */
    private double typical(int candidate) {
        List<Double> sorted = times.get(candidate).stream().sorted().toList();
        return sorted.isEmpty() ? Double.POSITIVE_INFINITY : sorted.get(sorted.size() / 4);
    }
}
