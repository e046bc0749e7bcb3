package io.sextant.cli.lut;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(name = "lut", mixinStandardHelpOptions = true, subcommands = {LutBuildCommand.class, LutShowCommand.class, LutVerifyCommand.class},
    description = "Builds, shows and verifies lookup tables: what every kernel of a space or of models costs on a device.",
    footer = {"", "Example:", "  sextant lut build --space mobilenetv3 --device host --out lut.csv --budget 15min"})
public final class LutCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "name what to do with a LUT: build, show or verify");
    }
}
