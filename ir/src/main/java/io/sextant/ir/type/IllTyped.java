package io.sextant.ir.type;

import java.util.Locale;

/** IR that breaks a numbered constraint; the message names operator, constraint, expectation and what was found. */
public final class IllTyped extends IllegalArgumentException {
    public IllTyped(String message) {
        super(message);
    }

    /**
     * Requires a constraint of an operator.
     *
     * @param constraint operator and number as in its Javadoc, e.g. {@code "conv C4"}
     * @throws IllTyped {@code constraint: formatted message} unless {@code holds}
     */
    public static void unless(boolean holds, String constraint, String format, Object... arguments) {
        if (!holds) {
            throw new IllTyped(constraint + ": " + String.format(Locale.ROOT, format, arguments));
        }
    }
}
