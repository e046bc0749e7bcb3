package io.sextant.cli.terminal;

import io.sextant.cli.progress.Progress;
import picocli.CommandLine.Option;

/** How a command prints: shared by all of them. */
public final class OutputOptions {
    @Option(names = "--json", description = "Print one JSON object with a 'schema' field instead of text.")
    public boolean json;

    @Option(names = "--quiet", description = "No progress on standard error.")
    public boolean quiet;

    public Progress progress() {
        return quiet ? Progress.silent() : Progress.onStandardError();
    }
}
