package io.sextant.cli;

import io.sextant.cli.progress.Progress;
import picocli.CommandLine.Option;

/** How a command prints: shared by all of them. */
final class OutputOptions {
    @Option(names = "--json", description = "Print one JSON object with a 'schema' field instead of text.")
    boolean json;

    @Option(names = "--quiet", description = "No progress on standard error.")
    boolean quiet;

    Progress progress() {
        return quiet ? Progress.silent() : Progress.onStandardError();
    }
}
