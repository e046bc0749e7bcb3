package io.sextant.cli.run;

import io.sextant.device.measure.NoiseCheck;
import io.sextant.device.measure.NoiseReport;
import io.sextant.device.profile.DeviceProfile;
import io.sextant.device.run.Implementation;
import io.sextant.search.loop.SearchSettings;
import io.sextant.search.space.SearchSpace;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a search was asked to do, and where: all that a replay needs beside its result.
 *
 * @param arguments what was typed after {@code sextant}
 * @param noise     how good measurements on the device were when the run began
 */
public record Run(Path folder, List<String> arguments, Instant started, SearchSpace space, String strategy, SearchSettings settings,
    Bench bench) {

    /** The device with the backend, as the run met them. */
    public record Bench(DeviceProfile device, Implementation implementation, NoiseCheck.Outcome noise) {
        /** Empty if the check itself failed. */
        public Optional<NoiseReport> noiseReport() {
            return noise instanceof NoiseCheck.Outcome.Checked checked ? Optional.of(checked.report()) : Optional.empty();
        }

        /** The verdict on the machine in a sentence. */
        public String noiseWords() {
            return noise instanceof NoiseCheck.Outcome.Failed failed ? "unknown: " + failed.reason()
                : noiseReport().orElseThrow().words();
        }
    }

    public Run {
        arguments = List.copyOf(arguments);
    }

    /** The folder's name, also where it is given as {@code .}; the root has none and is shown as it is. */
    public String id() {
        Path place = folder.toAbsolutePath().normalize();
        return place.getFileName() == null ? place.toString() : place.getFileName().toString();
    }

    /** What to type to run it again, quoted for a shell. */
    public String command() {
        return ShellWords.command(arguments);
    }
}
