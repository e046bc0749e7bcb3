package io.sextant.search.limit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * The points that no other point dominates, cheapest first (by the costs in order, then by falling accuracy). A point dominates
 * another if it is nowhere worse and somewhere better; equal points do not dominate each other, so all of them stay.
 *
 * @param <T> what has the accuracy and the costs
 */
public record ParetoFront<T>(List<Point<T>> points) {
    /**
     * @param accuracy to be maximised
     * @param costs    to be minimised; as many, in the same order, for every point of a front
     */
    public record Point<T>(T item, double accuracy, List<Double> costs) {
        public Point {
            costs = List.copyOf(costs);
            if (Double.isNaN(accuracy) || costs.stream().anyMatch(cost -> cost.isNaN())) {
                throw new IllegalArgumentException("accuracy and costs are numbers, got " + accuracy + " and " + costs);
            }
        }

        boolean dominates(Point<?> other) {
            boolean better = accuracy > other.accuracy;
            for (int i = 0; i < costs.size(); i++) {
                if (costs.get(i) > other.costs.get(i)) {
                    return false;
                }
                better |= costs.get(i) < other.costs.get(i);
            }
            return better && accuracy >= other.accuracy;
        }
    }

    private static final Comparator<Point<?>> CHEAPEST_FIRST = ParetoFront::compare;

    public ParetoFront {
        points = List.copyOf(points);
    }

    /** The front of {@code candidates}. O(n f), with f the size of the front. */
    public static <T> ParetoFront<T> of(Collection<Point<T>> candidates) {
        if (candidates.stream().map(point -> point.costs().size()).distinct().count() > 1) {
            throw new IllegalArgumentException("all points have the same costs");
        }
        List<Point<T>> ordered = new ArrayList<>(candidates);
        ordered.sort(CHEAPEST_FIRST);
        List<Point<T>> front = new ArrayList<>();
        for (Point<T> point : ordered) {
            if (front.stream().noneMatch(member -> member.dominates(point))) {
                front.add(point);
            }
        }
        return new ParetoFront<>(front);
    }

    private static int compare(Point<?> a, Point<?> b) {
        for (int i = 0; i < a.costs().size(); i++) {
            int order = Double.compare(a.costs().get(i), b.costs().get(i));
            if (order != 0) {
                return order;
            }
        }
        return Double.compare(b.accuracy(), a.accuracy());
    }
}
