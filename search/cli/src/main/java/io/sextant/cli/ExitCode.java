package io.sextant.cli;

/** Exit codes of the program, as in contracts: scripts rely on them. */
final class ExitCode {
    static final int DONE = 0;
    static final int OUR_FAULT = 1;
    static final int INVALID_INPUT = 2;
    static final int NOT_MET = 3;

    private ExitCode() {
    }
}
