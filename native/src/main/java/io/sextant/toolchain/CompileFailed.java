package io.sextant.toolchain;

/** The compiler did not accept a source, crashed, or took too long. */
public final class CompileFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String diagnostics;

    CompileFailed(String message, String diagnostics) {
        super(diagnostics.isBlank() ? message : message + "\n" + diagnostics.strip());
        this.diagnostics = diagnostics;
    }

    /** What clang wrote, with file and line; empty if it wrote nothing. */
    public String diagnostics() {
        return diagnostics;
    }
}
