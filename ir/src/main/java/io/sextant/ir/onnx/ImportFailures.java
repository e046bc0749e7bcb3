package io.sextant.ir.onnx;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.type.IllTyped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What goes wrong in one reading. Failures that do not follow from each other are told together: a node that uses the result of one that
 * failed is left out, since what it would be refused for need not be its own fault.
 */
final class ImportFailures {
    private static final int MOST_UNSUPPORTED = 100;
    private static final int MOST_BROKEN = 20;

    private final String source;
    private final List<String> unsupported = new ArrayList<>();
    private final List<String> broken = new ArrayList<>();
    private final Set<String> lost = new HashSet<>();
    private int unsupportedCount;
    private int brokenCount;

    ImportFailures(String source) {
        this.source = source;
    }

    /** Notes an operator that is not supported; {@code results} are then lost. */
    void unsupported(String described, List<String> results) {
        if (unsupportedCount++ < MOST_UNSUPPORTED) {
            unsupported.add(described);
        }
        lost.addAll(results);
    }

    /** Notes that {@code results} are lost because of what they are computed from. */
    void lose(List<String> results) {
        lost.addAll(results);
    }

    boolean isLost(String name) {
        return lost.contains(name);
    }

    /** Runs {@code action}; if it fails, the failure is noted with its place, and {@code results} are lost. */
    void collect(String place, List<String> results, Runnable action) {
        try {
            action.run();
        } catch (InvalidInput | IllTyped e) {
            if (brokenCount++ < MOST_BROKEN) {
                broken.add(place + ": " + e.getMessage());
            }
            lost.addAll(results);
        }
    }

    /** Runs {@code action}, whose failure ends the reading at once. */
    <R> R at(String place, Supplier<R> action) {
        try {
            return action.get();
        } catch (InvalidInput | IllTyped e) {
            throw new InvalidInput(source + ": " + (place.isEmpty() ? "" : place + ": ") + e.getMessage(), e);
        }
    }

    void at(String place, Runnable action) {
        at(place, () -> {
            action.run();
            return null;
        });
    }

    /** @throws InvalidInput with all that was noted, if anything was */
    void throwIfAny() {
        List<String> parts = new ArrayList<>();
        if (unsupportedCount > 0) {
            parts.add((unsupportedCount == 1 ? "1 operator is" : unsupportedCount + " operators are") + " not supported: "
                + listed(unsupported, ", ", unsupportedCount));
        }
        if (brokenCount > 0) {
            parts.add((brokenCount == 1 ? "" : brokenCount + " places cannot be read: ") + listed(broken, "; ", brokenCount));
        }
        if (!parts.isEmpty()) {
            throw new InvalidInput(source + ": " + String.join("; ", parts));
        }
    }

    private static String listed(List<String> entries, String separator, int count) {
        int rest = count - entries.size();
        return String.join(separator, entries) + (rest > 0 ? " and " + rest + " more" : "");
    }
}
