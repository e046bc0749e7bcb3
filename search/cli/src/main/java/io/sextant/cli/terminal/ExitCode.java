package io.sextant.cli.terminal;

/** Exit codes of the program, as in contracts: scripts rely on them. */
public final class ExitCode {
    public static final int DONE = 0;
    public static final int OUR_FAULT = 1;
    public static final int INVALID_INPUT = 2;
    public static final int NOT_MET = 3;

    private ExitCode() {
    }
}
