package io.sextant.cli;

import io.sextant.cli.progress.ProbeStage;
import io.sextant.cli.progress.Progress;
import io.sextant.cli.run.JsonText;
import io.sextant.cli.terminal.ExitCode;
import io.sextant.cli.terminal.OutputOptions;
import io.sextant.device.profile.DeviceCatalog;
import io.sextant.device.profile.DeviceProfile;
import io.sextant.device.profile.ProfileWriter;
import io.sextant.device.store.Home;
import io.sextant.device.store.HomeUse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "probe", mixinStandardHelpOptions = true,
    description = "Finds out what this machine is and what one core reaches, and keeps that as the device 'host'.",
    footer = {"", "Example:", "  sextant probe"})
final class ProbeCommand implements Callable<Integer> {
    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() {
        Progress progress = output.progress();
        Path home = Home.ofEnvironment();
        DeviceCatalog catalog = new DeviceCatalog(home, Clock.systemUTC());
        DeviceProfile host = probed(home, catalog, progress);
        progress.close();
        if (output.json) {
            System.out.println(JsonText.indented(DeviceTree.of(host)));
        } else {
            System.out.println(ProfileWriter.text(host).strip());
            System.out.println("\nfingerprint " + host.fingerprint() + "\nkept in " + catalog.hostFile());
        }
        return ExitCode.DONE;
    }

    /** Nobody removes the toolchain meanwhile. */
    private static DeviceProfile probed(Path home, DeviceCatalog catalog, Progress progress) {
        HomeUse use = HomeUse.shared(home);
        try (use) {
            return catalog.probeHost(new ProbeStage(progress));
        }
    }
}
