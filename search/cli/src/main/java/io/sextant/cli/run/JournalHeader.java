package io.sextant.cli.run;

import io.sextant.cli.bench.SearchCosts;
import io.sextant.cli.bench.Tuning;
import io.sextant.ir.InvalidInput;
import io.sextant.ir.digest.Sha256;
import io.sextant.search.limit.Limit;
import io.sextant.search.loop.SearchSettings;
import io.sextant.search.space.SearchSpace;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a search was asked for and where it began: all that going on with it needs beside what happened.
 *
 * @param searching what of the budget was left when the search itself began; the rest was used to look at the machine
 */
public record JournalHeader(Origin origin, Asked asked, Met met, Duration searching) {
    /**
     * Counts up when the same search, seed and events come to propose other networks than before: then a journal cannot be gone on with.
     * 2: limits on parameters and MACs are held before anything is measured, and time is kept for integers.
     */
    public static final int PROPOSING = 2;

    /**
     * @param proposing {@link #PROPOSING} of that program
     * @param arguments what was typed after {@code sextant}
     */
    public record Origin(String program, int proposing, Instant started, List<String> arguments) {
        public Origin {
            arguments = List.copyOf(arguments);
        }
    }

    /**
     * What the user wants.
     *
     * @param int8 whether the winner is brought to integers
     */
    public record Asked(SearchSpace space, Target target, String strategy, SearchSettings settings, boolean int8) {
        /** Device and backend as the user names them, whether what the store has is measured anew, where costs come from, and whose schedules. */
        public record Target(String device, String backend, boolean fresh, Costs costs, Tuning tuning) {
            public Target(String device, String backend, boolean fresh, Costs costs) {
                this(device, backend, fresh, costs, Tuning.NONE);
            }
        }

        /**
         * Where candidates' costs come from.
         *
         * @param lut a file that was given instead of making one
         */
        public record Costs(SearchCosts.Source source, Optional<Path> lut) {
            public static final Costs STANDARD = new Costs(SearchCosts.Source.LUT, Optional.empty());
        }

        /** The options that would ask for this, in their one canonical form. */
        public Map<String, String> options() {
            Map<String, String> options = new LinkedHashMap<>();
            options.put("--space", space.name() + " (" + Sha256.of(space.declaration()).substring(0, 8) + ")");
            options.put("--device", target.device());
            options.put("--backend", target.backend());
            options.put("--tuning", target.tuning().name().toLowerCase(Locale.ROOT));
            options.put("--limit", settings.limits().isEmpty() ? "derived"
                : settings.limits().stream().map(Limit::toString).collect(Collectors.joining(", ")));
            options.put("--trials", String.valueOf(settings.trials().count()));
            options.put("--budget", settings.budget().toMillis() / 1e3 + " s");
            options.put("--strategy", strategy);
            options.put("--seed", String.valueOf(settings.seed()));
            options.put("--fresh", String.valueOf(target.fresh()));
            options.put("--costs", target.costs().source().name().toLowerCase(Locale.ROOT));
            options.put("--int8", String.valueOf(int8));
            options.put("--lut", target.costs().lut().map(Path::toString).orElse("none"));
            return options;
        }
    }

    /** Device and implementation, by which measurements are told apart. */
    public record Met(String fingerprint, String implementation) {
        public static Met of(Run.Bench bench) {
            return new Met(bench.device().fingerprint(), bench.implementation().id());
        }
    }

    /**
     * Refuses options that ask for another search than this one.
     *
     * @param given names of the options that the user typed
     * @throws InvalidInput that names each of them with both values
     */
    public void requireSame(Asked wanted, Collection<String> given, Path folder) {
        Map<String, String> here = asked.options();
        List<String> differences = new ArrayList<>();
        wanted.options().forEach((option, value) -> {
            if (given.contains(option) && !value.equals(here.get(option))) {
                differences.add(option + " is " + here.get(option) + " there, not " + value);
            }
        });
        if (!differences.isEmpty()) {
            throw new InvalidInput("the run in " + folder + " is another search: " + String.join("; ", differences)
                + "; leave that out to go on with the run, or leave --resume out to begin another one");
        }
    }

    /**
     * Refuses to go on with another program or on another device, where measurements and results would not be comparable.
     *
     * @throws InvalidInput that names what differs
     */
    public void requireSame(String program, Met now, Path folder) {
        List<String> differences = new ArrayList<>();
        compare(differences, "the program", origin.program(), program);
        compare(differences, "its way of proposing", "version " + origin.proposing(), "version " + PROPOSING);
        compare(differences, "the device " + asked.target().device(), met.fingerprint(), now.fingerprint());
        compare(differences, "the backend", met.implementation(), now.implementation());
        if (!differences.isEmpty()) {
            throw new InvalidInput("the run in " + folder + " cannot be resumed here: " + String.join("; ", differences)
                + "; resume it where it began, or begin another one: " + ShellWords.command(origin.arguments()));
        }
    }

    private static void compare(List<String> differences, String what, String then, String now) {
        if (!then.equals(now)) {
            differences.add(what + " was " + then + ", now it is " + now);
        }
    }
}
