package io.sextant.cli;

import io.sextant.cli.cache.CacheCommand;
import io.sextant.cli.compile.CompileCommand;
import io.sextant.cli.lut.LutCommand;
import io.sextant.cli.lut.PredictCommand;
import io.sextant.cli.search.SearchCommand;
import io.sextant.cli.show.ShowCommand;
import io.sextant.cli.terminal.Choices;
import io.sextant.cli.terminal.ExitCode;
import io.sextant.cli.terminal.ProgramVersion;
import io.sextant.ir.InvalidInput;
import io.sextant.ir.type.IllTyped;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program {@code sextant}. */
@Command(name = "sextant", mixinStandardHelpOptions = true, versionProvider = ProgramVersion.class,
    description = "Finds neural networks that are fast on your device: searched, trained and measured there, under limits that hold.",
    subcommands = {SearchCommand.class, ProfileCommand.class, PredictCommand.class, LutCommand.class,
        ShowCommand.class, CompileCommand.class, ProbeCommand.class, DevicesCommand.class, CacheCommand.class, DoctorCommand.class},
    footer = {"", "Example:", "  sextant search --space mnist1d --device host --limit \"latency <= 60 us\"", "",
        "Exit codes: 0 done; 1 our fault; 2 your input; 3 limit not met or infeasible."})
public final class Main {
    private Main() {
    }

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** The whole command line with its mapping of failures to exit codes. */
    static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new Main());
        Choices.register(commandLine);
        commandLine.setParameterExceptionHandler(Main::refuse);
        commandLine.setExecutionExceptionHandler(Main::fail);
        return commandLine;
    }

    private static int refuse(CommandLine.ParameterException exception, String[] arguments) {
        CommandLine command = exception.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("sextant: " + exception.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(exception, err);
        err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        return ExitCode.INVALID_INPUT;
    }

    private static int fail(Exception exception, CommandLine command, CommandLine.ParseResult parsed) {
        PrintWriter err = command.getErr();
        if (exception instanceof InvalidInput || exception instanceof IllTyped) {
            err.println("sextant: " + exception.getMessage());
            return ExitCode.INVALID_INPUT;
        }
        err.println("sextant: a fault of the program: " + exception);
        exception.printStackTrace(err);
        err.println("Please report it with this trace, the command line, and the output of 'sextant doctor'.");
        return ExitCode.OUR_FAULT;
    }
}
