package io.sextant.ir.memory;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The order of tasks with the least peak of bytes alive. Exact is a best-first search over the sets of tasks that are done, least peak
 * first: the first complete one is optimal, and if the budget runs out, the least peak that is left bounds all orders from below. A task
 * that raises neither the peak nor what is alive after it is run at once: any order that runs it later is no better with it here.
 */
final class OrderSearch {
    private static final int BEAM = 24;
    private static final int BEAM_STATES = 8000;

    private final OrderProblem problem;
    private final long floor;

    /**
     * An order.
     *
     * @param peak the most bytes alive in it
     * @param bound no order has a lower peak
     */
    record Found(List<Integer> order, long peak, long bound) {
    }

    /** What is done, by which last task, and what it took. */
    private record State(BitSet done, long peak, long live, State parent, int task) {
        int count() {
            return done.cardinality();
        }
    }

    OrderSearch(OrderProblem problem) {
        this.problem = problem;
        this.floor = problem.floor();
    }

    /** The best order that {@code states} expanded states find; that of the workload where none is better. */
    Found best(int states) {
        List<Integer> given = IntStream.range(0, problem.tasks()).boxed().toList();
        Found best = new Found(given, problem.peak(given), floor);
        return best.peak() == floor ? best : exact(better(best, beam()), states);
    }

    private Found better(Found best, List<Integer> order) {
        long peak = problem.peak(order);
        return peak < best.peak() ? new Found(order, peak, best.bound()) : best;
    }

    private State start() {
        return new State(new BitSet(), Math.max(floor, problem.given()), problem.begun(), null, -1);
    }

    private Found exact(Found known, int states) {
        if (known.peak() == floor) {
            return known;
        }
        PriorityQueue<State> open = new PriorityQueue<>(Comparator.comparingLong(State::peak)
            .thenComparing(Comparator.comparingInt(State::count).reversed()).thenComparingLong(State::live));
        Set<BitSet> seen = new HashSet<>();
        open.add(settled(start()));
        long bound = floor;
        for (int expanded = 0; !open.isEmpty(); expanded++) {
            State state = open.remove();
            bound = state.peak();
            if (state.count() == problem.tasks()) {
                return new Found(order(state), state.peak(), state.peak());
            }
            if (expanded == states) {
                return new Found(known.order(), known.peak(), bound);
            }
            if (seen.add(state.done())) {
                successors(state).stream().map(this::settled)
                    .filter(next -> next.peak() < known.peak() && !seen.contains(next.done())).forEach(open::add);
            }
        }
        return new Found(known.order(), known.peak(), known.peak());
    }

    private List<State> successors(State state) {
        List<State> next = new ArrayList<>();
        for (int task = 0; task < problem.tasks(); task++) {
            if (problem.isReady(state.done(), task)) {
                next.add(after(state, task, problem.effect(state.done(), state.live(), task)));
            }
        }
        return next;
    }

    private static State after(State state, int task, OrderProblem.Effect effect) {
        BitSet done = (BitSet) state.done().clone();
        done.set(task);
        return new State(done, Math.max(state.peak(), effect.during()), effect.after(), state, task);
    }

    /** {@code state} after all tasks that cost nothing. */
    private State settled(State state) {
        State settled = state;
        for (int task = 0; task < problem.tasks(); task++) {
            if (problem.isReady(settled.done(), task)) {
                OrderProblem.Effect effect = problem.effect(settled.done(), settled.live(), task);
                if (effect.during() <= settled.peak() && effect.after() <= settled.live()) {
                    settled = after(settled, task, effect);
                    task = -1;
                }
            }
        }
        return settled;
    }

    /** Task by task, the states with the least peaks, among those the ones with least alive. */
    private List<Integer> beam() {
        List<State> beam = List.of(start());
        int width = Math.max(2, Math.min(BEAM, BEAM_STATES / Math.max(1, problem.tasks())));
        for (int step = 0; step < problem.tasks(); step++) {
            Map<BitSet, State> next = new LinkedHashMap<>();
            for (State state : beam) {
                for (State after : successors(state)) {
                    next.merge(after.done(), after, (a, b) -> order().compare(a, b) <= 0 ? a : b);
                }
            }
            beam = next.values().stream().sorted(order()).limit(width).toList();
        }
        return order(beam.get(0));
    }

    private static Comparator<State> order() {
        return Comparator.comparingLong(State::peak).thenComparingLong(State::live);
    }

    private static List<Integer> order(State last) {
        Deque<Integer> order = new ArrayDeque<>();
        for (State state = last; state.parent() != null; state = state.parent()) {
            order.addFirst(state.task());
        }
        return List.copyOf(order);
    }
}
