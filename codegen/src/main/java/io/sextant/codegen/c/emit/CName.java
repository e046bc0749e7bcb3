package io.sextant.codegen.c.emit;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * What the files and functions of an emitted network begin with: letters, digits and underscores, a letter first.
 *
 * @param text never alone in C, always with an underscore and a word behind it: so keywords do
 */
public record CName(String text) {
    private static final int LONGEST = 60;
    /** File of the example. */
    private static final String EXAMPLE = "main";
    /** What functions of kernels are called. */
    private static final String KERNELS = "kernel[0-9]+(_.*)?";

    public CName {
        if (!text.matches("[A-Za-z][A-Za-z0-9_]{0," + (LONGEST - 1) + "}") || text.equalsIgnoreCase(EXAMPLE)
            || text.matches(KERNELS)) {
            throw new IllegalArgumentException("a network's C begins with a name of up to " + LONGEST
                + " letters, digits and underscores, a letter first, and neither main nor kernel and a number, got '" + text + "'");
        }
    }

    /** The nearest to any words, e.g. to a file's name. */
    public static CName of(String words) {
        String name = identifier(words, "network");
        name = name.matches(KERNELS) ? "network_" + name : name;
        name = name.substring(0, Math.min(LONGEST, name.length()));
        return new CName(name.equalsIgnoreCase(EXAMPLE) ? name + "_network" : name);
    }

    /** In macros. */
    String upper() {
        return text.toUpperCase(Locale.ROOT);
    }

    /** A letter first; {@code otherwise} if there is no letter or digit in it. */
    private static String identifier(String words, String otherwise) {
        String name = words.replaceAll("[^A-Za-z0-9]+", "_").replaceAll("^_+|_+$", "");
        return name.isEmpty() ? otherwise : Character.isDigit(name.charAt(0)) ? otherwise + "_" + name : name;
    }

    /** Names of ports in macros: those that became the same are numbered. */
    static final class Macros {
        private final Set<String> taken = new HashSet<>();

        String of(String port) {
            String name = port.replaceAll("[^A-Za-z0-9]+", "_").replaceAll("^_+|_+$", "").toUpperCase(Locale.ROOT);
            String free = name.isEmpty() ? "UNNAMED" : name;
            for (int number = 2; !taken.add(free); number++) {
                free = name + "_" + number;
            }
            return free;
        }
    }
}
