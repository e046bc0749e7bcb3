package io.sextant.cli.search;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.naming.NearMatch;
import io.sextant.search.space.SearchSpace;
import io.sextant.search.strategy.RandomSearch;
import io.sextant.search.strategy.RegularisedEvolution;
import io.sextant.search.strategy.Screen;
import io.sextant.search.strategy.Strategy;
import java.util.List;

/** The strategies by name. */
final class Strategies {
    private static final List<String> NAMES = List.of("evolution", "random");

    private Strategies() {
    }

    /** @throws InvalidInput if there is none of that name */
    static Strategy named(String name, SearchSpace space, long seed, Screen screen) {
        if (!NAMES.contains(name)) {
            throw new InvalidInput("unknown strategy '" + name + "'" + NearMatch.hint(name, NAMES) + "; known are "
                + String.join(", ", NAMES));
        }
        return name.equals("random") ? new RandomSearch(space, seed, screen)
            : new RegularisedEvolution(space, seed, RegularisedEvolution.Settings.STANDARD, screen);
    }
}
