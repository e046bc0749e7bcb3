package io.sextant.device.profile;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A cache as one core sees it.
 *
 * @param level 1 is nearest to the core
 * @param bytes its whole size, also where several cores share it
 */
public record Cache(int level, Content content, long bytes) {
    private static final Pattern NAME = Pattern.compile("l([1-9])([di]?)");

    /** What a cache holds. */
    public enum Content {
        DATA("d"), INSTRUCTIONS("i"), BOTH("");

        private final String suffix;

        Content(String suffix) {
            this.suffix = suffix;
        }
    }

    public Cache {
        if (level < 1 || level > 9) {
            throw new IllegalArgumentException("a cache has a level from 1 to 9, got " + level);
        }
        if (bytes < 1) {
            throw new IllegalArgumentException("a cache has a positive size, got " + bytes + " B");
        }
    }

    /** {@code l1d}, {@code l1i}, {@code l2}. */
    public String name() {
        return "l" + level + content.suffix;
    }

    /** The cache of that name, e.g. {@code l1d}; nothing if it is none. */
    static Optional<Cache> named(String name, long bytes) {
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Content content = switch (matcher.group(2)) {
            case "d" -> Content.DATA;
            case "i" -> Content.INSTRUCTIONS;
            default -> Content.BOTH;
        };
        return Optional.of(new Cache(Integer.parseInt(matcher.group(1)), content, bytes));
    }
}
