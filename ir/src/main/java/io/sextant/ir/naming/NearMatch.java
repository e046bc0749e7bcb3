package io.sextant.ir.naming;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds the known name that a mistyped one most likely meant.
 *
 * <p>Names are compared without regard to case by the optimal string alignment distance (insertion, deletion, substitution and
 * transposition of neighbours cost 1 each). A name is near if at most a third of its characters, and at least one, had to change.
 * A name that the given one begins (three characters or more) is near as well, but after those.
 */
public final class NearMatch {
    /** Longer names are not compared: nobody mistypes them, and the cost grows with the product of the lengths. */
    private static final int LONGEST = 200;
    private static final int SHORTEST_PREFIX = 3;

    private NearMatch() {
    }

    /** The nearest of {@code known}, or nothing if none is near; of several equally near ones the alphabetically first. */
    public static Optional<String> of(String given, Collection<String> known) {
        String wanted = given.strip().toLowerCase(Locale.ROOT);
        if (wanted.isEmpty() || wanted.length() > LONGEST) {
            return Optional.empty();
        }
        Optional<String> best = Optional.empty();
        int bestCost = Integer.MAX_VALUE;
        for (String name : known.stream().filter(name -> name.length() <= LONGEST).sorted().toList()) {
            int cost = cost(wanted, name.toLowerCase(Locale.ROOT));
            if (cost < bestCost) {
                best = Optional.of(name);
                bestCost = cost;
            }
        }
        return best;
    }

    /** {@code "; did you mean NAME?"} for the end of a message, or nothing if no name is near. */
    public static String hint(String given, Collection<String> known) {
        return of(given, known).map(name -> "; did you mean " + name + "?").orElse("");
    }

    private static int cost(String given, String name) {
        int distance = distance(given, name);
        if (distance <= Math.max(1, name.length() / 3)) {
            return distance;
        }
        return given.length() >= SHORTEST_PREFIX && name.startsWith(given) ? LONGEST + distance : Integer.MAX_VALUE;
    }

    /** Optimal string alignment distance, O(|a| |b|) time and O(|b|) memory. */
    static int distance(String a, String b) {
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        Arrays.setAll(last, j -> j);
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substitution = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(substitution, Math.min(last[j], row[j - 1]) + 1);
                boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            int[] free = beforeLast;
            beforeLast = last;
            last = row;
            row = free;
        }
        return last[b.length()];
    }
}
