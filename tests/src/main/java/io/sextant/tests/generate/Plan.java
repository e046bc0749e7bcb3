package io.sextant.tests.generate;

import io.sextant.ir.naming.NearMatch;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What to generate.
 *
 * @param seed   of the first graph; the next has the next number
 * @param nanos  time after which no further graph is begun
 * @param checks names of those that are made
 * @param folder where failures are written
 */
record Plan(long seed, long graphs, long nanos, Set<String> checks, Path folder) {
    private static final String USAGE = """
        usage: tests/generate [--seed N] [--graphs N | --minutes M] [--check NAME]... [--out FOLDER]
          --seed N       first seed (1)
          --graphs N     how many graphs (1000)
          --minutes M    how long instead
          --check NAME   only this check; all without it: %s
          --out FOLDER   where each failure is written as a text file (target/generate)""";
    private static final long GRAPHS = 1000;

    /** @throws IllegalArgumentException if the arguments are not to be understood; the message says what would be */
    static Plan parse(List<String> arguments, List<String> known) {
        long seed = 1;
        long graphs = GRAPHS;
        long nanos = Long.MAX_VALUE;
        Set<String> checks = new TreeSet<>();
        Path folder = Path.of("target", "generate");
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            String option = rest.next();
            if (!rest.hasNext()) {
                throw new IllegalArgumentException(usage(known));
            }
            String value = rest.next();
            switch (option) {
                case "--seed" -> seed = number(option, value);
                case "--graphs" -> graphs = number(option, value);
                case "--minutes" -> {
                    nanos = Math.multiplyExact(number(option, value), 60_000_000_000L);
                    graphs = Long.MAX_VALUE;
                }
                case "--check" -> checks.add(known(value, known));
                case "--out" -> folder = Path.of(value);
                default -> throw new IllegalArgumentException(usage(known));
            }
        }
        return new Plan(seed, graphs, nanos, checks.isEmpty() ? Set.copyOf(known) : Set.copyOf(checks), folder);
    }

    private static String usage(List<String> known) {
        return USAGE.formatted(String.join(", ", known));
    }

    private static long number(String option, String value) {
        if (!value.matches("[0-9]{1,9}")) {
            throw new IllegalArgumentException(option + " takes a whole number, got '" + value + "'");
        }
        return Long.parseLong(value);
    }

    private static String known(String name, List<String> known) {
        if (!known.contains(name)) {
            throw new IllegalArgumentException("there is no check '" + name + "'" + NearMatch.hint(name, known) + "; known: "
                + String.join(", ", known));
        }
        return name;
    }
}
