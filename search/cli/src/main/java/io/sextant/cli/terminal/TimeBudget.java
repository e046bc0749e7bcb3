package io.sextant.cli.terminal;

import io.sextant.ir.InvalidInput;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as people give them: {@code 90s}, {@code 3min}, {@code 1.5 h}. */
public final class TimeBudget {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,3})?) ?(s|min|h)");

    private static final Duration MOST = Duration.ofDays(365);

    private TimeBudget() {
    }

    /** @throws InvalidInput that shows the right form */
    public static Duration parse(String text) {
        return parse("--budget", text);
    }

    /** @param option how the message calls it */
    public static Duration parse(String option, String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches() || Double.parseDouble(matcher.group(1)) == 0) {
            throw new InvalidInput(option + " '" + text + "': expected a time above 0 with its unit s, min or h, e.g. 3min");
        }
        int seconds = switch (matcher.group(2)) {
            case "s" -> 1;
            case "min" -> 60;
            default -> 3600;
        };
        Duration budget = Duration.ofMillis(Math.round(1e3 * seconds * Double.parseDouble(matcher.group(1))));
        if (budget.compareTo(MOST) > 0) {
            throw new InvalidInput("--budget '" + text + "': expected at most a year, " + MOST.toHours() + "h");
        }
        return budget;
    }
}
