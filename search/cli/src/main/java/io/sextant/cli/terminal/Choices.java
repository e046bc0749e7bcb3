package io.sextant.cli.terminal;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.TypeConversionException;

/** Options of which some words are known: constants in lower case, as the descriptions and messages have them; in any case when given. */
public final class Choices {
    private Choices() {
    }

    /** For all options of a command line and of its commands. */
    public static void register(CommandLine commandLine) {
        register(commandLine, commandLine);
    }

    private static void register(CommandLine root, CommandLine command) {
        command.getCommandSpec().args().stream().map(Choices::type).filter(Class::isEnum).forEach(type -> register(root, constants(type)));
        command.getSubcommands().values().forEach(each -> register(root, each));
    }

    private static Class<?> type(ArgSpec argument) {
        Class<?>[] types = argument.auxiliaryTypes();
        return types.length == 0 ? argument.type() : types[0];
    }

    private static Enum<?>[] constants(Class<?> type) {
        return (Enum<?>[]) type.getEnumConstants();
    }

    private static <E extends Enum<?>> void register(CommandLine root, E[] known) {
        @SuppressWarnings("unchecked")
        Class<E> type = (Class<E>) known.getClass().getComponentType();
        root.registerConverter(type, word -> Arrays.stream(known).filter(each -> each.name().equalsIgnoreCase(word)).findFirst()
            .orElseThrow(() -> new TypeConversionException("'" + word + "' is none of " + Arrays.stream(known)
                .map(each -> each.name().toLowerCase(Locale.ROOT)).collect(Collectors.joining(", ")))));
    }
}
