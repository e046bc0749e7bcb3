package io.sextant.cli.cache;

import java.util.Locale;

/** Whether something that is kept serves this program on this machine. */
public enum Validity {
    CURRENT,
    /** It is of another device or another version, and would not be used. */
    STALE,
    /** It does not say what it is of, or the program does not know that. */
    UNKNOWN;

    /** {@code current}, {@code stale}, {@code -}. */
    public String text() {
        return this == UNKNOWN ? "-" : name().toLowerCase(Locale.ROOT);
    }
}
