package io.sextant.cli.cache;

import io.sextant.cli.run.JsonText;
import io.sextant.cli.terminal.ExitCode;
import io.sextant.cli.terminal.OutputOptions;
import io.sextant.device.store.Home;
import io.sextant.device.store.Store;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "list", mixinStandardHelpOptions = true,
    description = {"Lists what is kept: current is of this machine and of the versions in use, stale is of others.",
        "Records count by their measurements' dates, files by their last change."},
    footer = {"", "Example:", "  sextant cache list"})
final class CacheListCommand implements Callable<Integer> {
    private static final String SCHEMA = "sextant-cache/1";

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() {
        Path home = Home.ofEnvironment();
        Current current = Current.of(home, Clock.systemUTC());
        CacheContents contents = new CacheContents(home, current);
        try (Store store = Store.open(home)) {
            List<Holding> holdings = contents.list(store);
            System.out.print(output.json ? JsonText.indented(tree(home, current, contents.bytes(), holdings)) + System.lineSeparator()
                : text(home, current, contents.bytes(), holdings));
        }
        return ExitCode.DONE;
    }

    private static String text(Path home, Current current, long bytes, List<Holding> holdings) {
        return HoldingList.text(holdings) + "\npath          " + home + ", " + HoldingList.size(bytes)
            + "\nthis machine  " + current.device().orElse("not probed; run: sextant probe") + HoldingList.couldFree(holdings) + "\n";
    }

    private static Map<String, Object> tree(Path home, Current current, long bytes, List<Holding> holdings) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("schema", SCHEMA);
        tree.put("path", home.toString());
        tree.put("bytes", bytes);
        current.device().ifPresent(device -> tree.put("this_machine", device));
        tree.put("held", HoldingList.trees(holdings));
        return tree;
    }
}
