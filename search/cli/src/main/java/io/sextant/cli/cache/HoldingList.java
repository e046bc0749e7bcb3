package io.sextant.cli.cache;

import io.sextant.cli.terminal.Table;
import io.sextant.ir.quantity.Quantity;
import io.sextant.ir.quantity.Unit;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** How {@code sextant cache} shows what is kept or was removed. */
final class HoldingList {
    private HoldingList() {
    }

    static String text(List<Holding> holdings) {
        Table table = new Table("what", "device", "implementation or version", "state", "count", "size", "first", "last");
        for (Holding holding : holdings) {
            table.row(holding.what(), holding.device().orElse("-"), holding.implementation().orElse("-"), holding.validity().text(),
                String.format(Locale.ROOT, "%,d", holding.amount().count()), size(holding.amount().bytes()),
                day(holding.amount().first()), day(holding.amount().last()));
        }
        return table.toString();
    }

    /** Days are those of UTC. */
    private static String day(Optional<Instant> date) {
        return date.map(instant -> instant.toString().substring(0, instant.toString().indexOf('T'))).orElse("-");
    }

    /** {@code 12.34 MiB}. */
    static String size(long bytes) {
        Unit unit = bytes < 1 << 10 ? Unit.BYTE : bytes < 1 << 20 ? Unit.KIBIBYTE : Unit.MEBIBYTE;
        return new Quantity(bytes, Unit.BYTE).in(unit).toString();
    }

    /** A line for each way to free something, with what it would free; each begins with a line feed. */
    static String couldFree(List<Holding> holdings) {
        return hint(holdings, Holding::isUseless, "superseded or damaged", "")
            + hint(holdings, holding -> holding.validity() == Validity.STALE, "stale", " --stale")
            + hint(holdings, Holding::isProgram, "compiled programs, made again when needed", " --programs");
    }

    private static String hint(List<Holding> holdings, Predicate<Holding> freed, String what, String option) {
        long bytes = bytes(holdings, freed);
        return bytes == 0 ? "" : "\ncould free    " + size(bytes) + " (" + what + "): sextant cache prune" + option;
    }

    static long bytes(List<Holding> holdings, Predicate<Holding> counted) {
        return holdings.stream().filter(counted).mapToLong(holding -> holding.amount().bytes()).sum();
    }

    static List<Map<String, Object>> trees(List<Holding> holdings) {
        return holdings.stream().map(HoldingList::tree).toList();
    }

    private static Map<String, Object> tree(Holding holding) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("what", holding.what());
        holding.device().ifPresent(device -> tree.put("device", device));
        holding.implementation().ifPresent(implementation -> tree.put("implementation", implementation));
        if (holding.validity() != Validity.UNKNOWN) {
            tree.put("state", holding.validity().text());
        }
        tree.put("count", holding.amount().count());
        tree.put("bytes", holding.amount().bytes());
        holding.amount().first().ifPresent(first -> tree.put("first", first.toString()));
        holding.amount().last().ifPresent(last -> tree.put("last", last.toString()));
        return tree;
    }
}
