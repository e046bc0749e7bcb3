package io.sextant.codegen;

/** Generated code does not compute what its graph says, or does not survive the attempt; it must not be timed. */
public final class WrongProgram extends RuntimeException {
    public WrongProgram(String message) {
        super(message);
    }
}
