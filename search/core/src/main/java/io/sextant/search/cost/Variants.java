package io.sextant.search.cost;

import io.sextant.ir.InvalidInput;
import io.sextant.search.space.SpacePart;
import java.util.List;

/** How much there is to walk through. A space that anybody wrote may combine more options than memory holds graphs of. */
final class Variants {
    private static final long MOST = 1 << 16;

    private Variants() {
    }

    /** @throws InvalidInput if the parts have too many variants */
    static void requireCountable(String space, List<SpacePart> parts) {
        long variants = parts.stream().mapToLong(SpacePart::variants).sum();
        if (variants > MOST) {
            throw new InvalidInput("space " + space + ": its parts have " + variants + " variants, at most " + MOST
                + " are tabulated; give resolution, width, kernel or expansion fewer options");
        }
    }
}
