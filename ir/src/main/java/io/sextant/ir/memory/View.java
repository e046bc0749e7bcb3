package io.sextant.ir.memory;

/**
 * An activation that lies within another: the result of a task in an operand, or an operand in the result.
 *
 * @param inner the activation that lies in the other
 * @param offset where it begins there, in bytes
 */
public record View(int inner, int outer, long offset) {
    public View {
        if (inner == outer || offset < 0) {
            throw new IllegalArgumentException("a view lies in another activation at an offset that is not negative, got " + inner + " in "
                + outer + " at " + offset);
        }
    }
}
