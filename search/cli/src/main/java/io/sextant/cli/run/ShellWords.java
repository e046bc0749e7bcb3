package io.sextant.cli.run;

import java.util.List;

/** Words quoted for a shell. */
public final class ShellWords {
    private ShellWords() {
    }

    /** What to type to run the program with these arguments. */
    public static String command(List<String> arguments) {
        StringBuilder command = new StringBuilder("./sextant");
        for (String argument : arguments) {
            boolean plain = argument.matches("[A-Za-z0-9_@%+=:,./-]+");
            command.append(' ').append(plain ? argument : "'" + argument.replace("'", "'\\''") + "'");
        }
        return command.toString();
    }
}
