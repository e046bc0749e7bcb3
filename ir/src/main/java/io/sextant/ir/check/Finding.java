package io.sextant.ir.check;

import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * A check that failed.
 *
 * @param kind in what way: samples that fail in the same way are taken for the same fault
 */
public record Finding(String check, String kind, String message) {
    private static final String WRONG = "wrong";
    private static final int MOST_WORDS = 120;

    /** What {@code check} finds. */
    public static Optional<Finding> of(Check check, Expectation expected) {
        return of(check.name(), () -> check.violation(expected));
    }

    static Optional<Finding> of(String check, Callable<Optional<String>> violation) {
        try {
            return violation.call().map(message -> new Finding(check, WRONG, message));
        } catch (Exception | StackOverflowError | AssertionError thrown) {
            String kind = thrown.getClass().getSimpleName() + " in " + place(thrown) + ": " + words(thrown);
            return Optional.of(new Finding(check, kind, thrown + " in " + place(thrown)));
        }
    }

    /** The message without what differs from sample to sample: numbers, names, types. */
    private static String words(Throwable thrown) {
        String words = String.valueOf(thrown.getMessage()).replaceAll("'[^']*'|\\([^)]*\\)|\\[[^]]*\\]|[^ ]*[0-9][^ ]*", "");
        return words.substring(0, Math.min(MOST_WORDS, words.length()));
    }

    /** The innermost method of this project that the exception came through. */
    private static String place(Throwable thrown) {
        return Arrays.stream(thrown.getStackTrace()).filter(frame -> frame.getClassName().startsWith("io.sextant"))
            .filter(frame -> !frame.getClassName().endsWith(".IllTyped")).findFirst()
            .map(frame -> frame.getClassName().substring(frame.getClassName().lastIndexOf('.') + 1) + "." + frame.getMethodName())
            .orElse("another library");
    }

    public boolean isLike(Finding other) {
        return check.equals(other.check) && kind.equals(other.kind);
    }

    @Override
    public String toString() {
        return check + ": " + message;
    }
}
