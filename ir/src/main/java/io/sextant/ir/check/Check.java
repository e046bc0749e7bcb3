package io.sextant.ir.check;

import java.util.Map;
import java.util.Optional;

/** Something that holds for every graph. */
public interface Check {
    /** In words joined by hyphens, e.g. {@code text-form}. */
    String name();

    /**
     * What is wrong, in one sentence; empty if it holds. An exception is a finding too.
     *
     * @throws Exception if the graph could not be taken where the check took it
     */
    Optional<String> violation(Expectation expected) throws Exception;

    /** What it came across so far, and how often: rules that fired, graphs that could not be compared. */
    default Map<String, Integer> counts() {
        return Map.of();
    }
}
