package io.sextant.latency;

/** Text that a LUT can hold: one line, not blank, no control characters. */
final class LutText {
    private LutText() {
    }

    static void require(String column, String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException(column + " is not blank");
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(column + " is one line without control characters, got '"
                + text.replaceAll("\\p{Cntrl}", "?") + "'");
        }
    }
}
