package io.sextant.ir.document;

import io.sextant.ir.InvalidInput;

/**
 * Where something stands.
 *
 * @param file how messages call the file
 * @param line counted from 1
 * @param path keys that lead to it, e.g. {@code cpu.caches.l2} or {@code stages[0].width}; empty for the whole document
 */
record Place(String file, int line, String path) {
    private static final int LONGEST = 60;

    Place key(String key, int keyLine) {
        return new Place(file, keyLine, path.isEmpty() ? shorten(key) : path + "." + shorten(key));
    }

    Place item(int index, int itemLine) {
        return new Place(file, itemLine, path + "[" + index + "]");
    }

    InvalidInput error(String message) {
        return new InvalidInput(file + ":" + line + ": " + (path.isEmpty() ? "" : path + ": ") + message);
    }

    /** Fit for one line of a terminal. */
    static String shorten(String text) {
        String printable = text.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Cs}]", "?");
        return printable.length() <= LONGEST ? printable : printable.substring(0, LONGEST) + "...";
    }
}
