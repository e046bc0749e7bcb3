package io.sextant.ir.memory;

/**
 * A result may overlap an operand that dies with the step, if the operand begins {@code distance} bytes or more behind the result's
 * beginning: the step, which goes from front to back, is then never ahead of what it has still to read.
 *
 * @param operand the activation
 */
public record Overlap(int operand, long distance) {
    public Overlap {
        if (distance < 0) {
            throw new IllegalArgumentException("a distance is not negative, got " + distance);
        }
    }
}
