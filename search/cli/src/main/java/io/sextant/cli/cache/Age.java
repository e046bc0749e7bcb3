package io.sextant.cli.cache;

import io.sextant.ir.InvalidInput;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Ages as people give them: {@code 30d}, {@code 12h}, {@code 1.5 d}. */
public final class Age {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,6}(?:\\.[0-9]{1,3})?) ?(h|d)");

    private Age() {
    }

    /** @throws InvalidInput that shows the right form */
    public static Duration parse(String option, String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches() || new BigDecimal(matcher.group(1)).signum() == 0) {
            throw new InvalidInput(option + " '" + text + "': expected a time above 0 with its unit h or d, e.g. 12h or 30d");
        }
        long seconds = Duration.ofHours(matcher.group(2).equals("d") ? 24 : 1).toSeconds();
        return Duration.ofMillis(new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(seconds * 1000)).longValueExact());
    }
}
