package io.sextant.cli.cache;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(name = "cache", mixinStandardHelpOptions = true, subcommands = {CacheListCommand.class, CachePruneCommand.class},
    description = {"Shows and tidies up what is kept in $SEXTANT_HOME, else ~/.cache/sextant: measurements, compiled programs, and what",
        "was unpacked to make them."},
    footer = {"", "Examples:", "  sextant cache list", "  sextant cache prune --stale --dry-run"})
public final class CacheCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "cache: say what to do, list or prune");
    }
}
