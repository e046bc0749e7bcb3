package io.sextant.cli.cache;

import io.sextant.cli.run.JsonText;
import io.sextant.cli.terminal.ExitCode;
import io.sextant.cli.terminal.OutputOptions;
import io.sextant.device.profile.DeviceCatalog;
import io.sextant.device.profile.DeviceProfile;
import io.sextant.device.profile.ListedDevice;
import io.sextant.device.store.Home;
import io.sextant.device.store.HomeUse;
import io.sextant.device.store.Store;
import io.sextant.ir.InvalidInput;
import io.sextant.ir.naming.NearMatch;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "prune", mixinStandardHelpOptions = true, sortOptions = false,
    description = {"Removes superseded and damaged records, and what is selected. Device profiles stay.",
        "Without a selection nothing of use is removed, also while searches run; a selection has to wait until they have ended.",
        "--stale, --programs and --all add to each other; --older-than and --device narrow them. Alone, those two select records,"
            + " and --older-than compiled programs as well."},
    footer = {"", "Examples:", "  sextant cache prune", "  sextant cache prune --stale --older-than 30d --dry-run"})
final class CachePruneCommand implements Callable<Integer> {
    private static final String SCHEMA = "sextant-cache-prune/1";

    @Option(names = "--stale", description = "Records of other devices and versions, unpacked other versions.")
    private boolean stale;

    @Option(names = "--programs", description = "Compiled programs; they are made again when needed.")
    private boolean programs;

    @Option(names = "--all", description = "All records, programs and unpacked versions.")
    private boolean all;

    @Option(names = "--older-than", paramLabel = "TIME", description = "Only what is older, e.g. 30d or 12h.")
    private Optional<String> olderThan = Optional.empty();

    @Option(names = "--device", paramLabel = "FINGERPRINT", description = "Only records of this device: a fingerprint or a device's name.")
    private Optional<String> device = Optional.empty();

    @Option(names = "--dry-run", description = "Say what would be removed, and remove nothing.")
    private boolean dryRun;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() {
        Clock clock = Clock.systemUTC();
        Path home = Home.ofEnvironment();
        Selection selection = new Selection(all, stale, programs, device.map(named -> fingerprint(named, home, clock)),
            olderThan.map(text -> clock.instant().minus(Age.parse("--older-than", text))));
        boolean alone = !dryRun && !selection.isEmpty();
        HomeUse use = alone ? HomeUse.exclusive(home).orElseThrow(() -> inUse(home)) : HomeUse.shared(home);
        try (use; Store store = Store.open(home)) {
            prune(home, new CacheContents(home, Current.of(home, clock)), store, selection);
        }
        return ExitCode.DONE;
    }

    private void prune(Path home, CacheContents contents, Store store, Selection selection) {
        selection.device().ifPresent(device -> requireKnown(device, contents.list(store)));
        List<Holding> removed = dryRun ? contents.selected(store, selection) : contents.remove(store, selection);
        if (output.json) {
            System.out.println(JsonText.indented(tree(home, removed)));
        } else {
            System.out.print(text(home, removed));
            System.out.println(dryRun ? "" : HoldingList.couldFree(contents.list(store)));
        }
    }

    /** Of a device in the catalogue, or itself. */
    private static String fingerprint(String named, Path home, Clock clock) {
        return new DeviceCatalog(home, clock).list().stream().filter(listed -> listed.name().equals(named))
            .map(ListedDevice::profile).flatMap(Optional::stream).map(DeviceProfile::fingerprint).findFirst().orElse(named);
    }

    private static void requireKnown(String device, List<Holding> held) {
        SortedSet<String> known = held.stream().map(Holding::device).flatMap(Optional::stream)
            .collect(Collectors.toCollection(TreeSet::new));
        if (!known.contains(device)) {
            throw new InvalidInput("--device " + device + ": no record is of this device" + NearMatch.hint(device, known)
                + (known.isEmpty() ? "; there are none of any" : "; there are records of " + String.join(", ", known)));
        }
    }

    private static InvalidInput inUse(Path home) {
        String users = HomeUse.processes(home).stream().map(String::valueOf).collect(Collectors.joining(", "));
        return new InvalidInput(home + " is in use by another sextant" + (users.isEmpty() ? "" : " (process " + users + ")")
            + "; wait until it has ended, or run 'sextant cache prune' without a selection, which takes nothing from it");
    }

    private String text(Path home, List<Holding> removed) {
        String freed = HoldingList.size(HoldingList.bytes(removed, holding -> true)) + " in " + home;
        return (removed.isEmpty() ? "" : HoldingList.text(removed) + "\n") + (dryRun ? "would free    " : "freed         ") + freed;
    }

    private Map<String, Object> tree(Path home, List<Holding> removed) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("schema", SCHEMA);
        tree.put("path", home.toString());
        tree.put("dry_run", dryRun);
        tree.put("freed_bytes", HoldingList.bytes(removed, holding -> true));
        tree.put("removed", HoldingList.trees(removed));
        return tree;
    }
}
