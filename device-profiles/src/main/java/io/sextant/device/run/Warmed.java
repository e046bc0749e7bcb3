package io.sextant.device.run;

/**
 * State of a program after its warm-up.
 *
 * @param inferencesPerBlock how many inferences make a block that is long against the cost of the clocks
 * @param steady             false if its time still drifted when the warm-up had to end
 */
public record Warmed(int inferencesPerBlock, boolean steady) {
    public Warmed {
        if (inferencesPerBlock < 1) {
            throw new IllegalArgumentException("a block has at least one inference, got " + inferencesPerBlock);
        }
    }
}
