package io.sextant.cli;

import io.sextant.cli.progress.ProbeStage;
import io.sextant.cli.progress.Progress;
import io.sextant.cli.run.JsonText;
import io.sextant.device.profile.DeviceCatalog;
import io.sextant.device.profile.DeviceProfile;
import io.sextant.device.profile.ProfileWriter;
import io.sextant.device.store.Home;
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
        DeviceCatalog catalog = new DeviceCatalog(Home.ofEnvironment(), Clock.systemUTC());
        DeviceProfile host = catalog.probeHost(new ProbeStage(progress));
        progress.close();
        if (output.json) {
            System.out.println(JsonText.indented(DeviceTree.of(host)));
        } else {
            System.out.println(ProfileWriter.text(host).strip());
            System.out.println("\nfingerprint " + host.fingerprint() + "\nkept in " + catalog.hostFile());
        }
        return ExitCode.DONE;
    }
}
