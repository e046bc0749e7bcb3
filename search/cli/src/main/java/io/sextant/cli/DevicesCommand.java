package io.sextant.cli;

import io.sextant.cli.run.JsonText;
import io.sextant.cli.terminal.ExitCode;
import io.sextant.cli.terminal.OutputOptions;
import io.sextant.cli.terminal.Table;
import io.sextant.device.profile.DeviceCatalog;
import io.sextant.device.profile.DeviceProfile;
import io.sextant.device.profile.ListedDevice;
import io.sextant.device.store.Home;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "devices", mixinStandardHelpOptions = true, description = "Lists the devices that --device can name.",
    footer = {"", "A device of your own is a YAML file in $SEXTANT_HOME/devices, or any path given to --device.", "", "Example:",
        "  sextant devices"})
final class DevicesCommand implements Callable<Integer> {
    private static final String SCHEMA = "sextant-devices/1";

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() {
        List<ListedDevice> devices = new DeviceCatalog(Home.ofEnvironment(), Clock.systemUTC()).list();
        if (output.json) {
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("schema", SCHEMA);
            tree.put("devices", devices.stream().map(DevicesCommand::tree).toList());
            System.out.println(JsonText.indented(tree));
        } else {
            System.out.print(text(devices));
        }
        return ExitCode.DONE;
    }

    private static Table text(List<ListedDevice> devices) {
        Table table = new Table("device", "origin", "fingerprint", "processor");
        for (ListedDevice device : devices) {
            table.row(device.name(), origin(device), device.profile().map(DeviceProfile::fingerprint).orElse("-"),
                device.profile().map(profile -> profile.processor().model().name()).orElseGet(() -> device.problem().orElse("-")));
        }
        return table;
    }

    private static Map<String, Object> tree(ListedDevice device) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", device.name());
        tree.put("origin", origin(device));
        device.profile().ifPresent(profile -> tree.put("profile", DeviceTree.of(profile)));
        device.problem().ifPresent(problem -> tree.put("problem", problem));
        return tree;
    }

    private static String origin(ListedDevice device) {
        return device.origin().name().toLowerCase(Locale.ROOT);
    }
}
