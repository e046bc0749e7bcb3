package io.sextant.ir;

/**
 * The user's input cannot be used: a file, argument or setting. The message is fit to print as it stands: what is wrong, where, and
 * what would be right. The program prints it without a stack trace and exits with code 2.
 */
public final class InvalidInput extends RuntimeException {
    public InvalidInput(String message) {
        super(message);
    }

    public InvalidInput(String message, Throwable cause) {
        super(message, cause);
    }
}
