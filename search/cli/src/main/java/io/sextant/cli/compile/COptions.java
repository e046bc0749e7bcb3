package io.sextant.cli.compile;

import io.sextant.cli.bench.Tuning;
import io.sextant.cli.progress.Progress;
import io.sextant.cli.progress.TuningStage;
import io.sextant.codegen.c.CBackend;
import io.sextant.codegen.c.emit.WeightsForm;
import io.sextant.codegen.c.run.CWorkers;
import io.sextant.device.profile.DeviceCatalog;
import io.sextant.device.profile.DeviceProfile;
import io.sextant.device.store.Home;
import io.sextant.device.store.Store;
import io.sextant.ir.InvalidInput;
import io.sextant.kernel.Isa;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** How {@code --emit c} writes. */
final class COptions {
    private static final String HOST = "host";

    @Option(names = "--weights", paramLabel = "incbin|mapped|array",
        description = "Of C: in the object, in a file that the program reads (the default: it may lie in huge pages, which saves some percent"
            + " of the time), or as numbers in the text, which takes clang long.")
    private WeightsForm weights;

    @Option(names = "--isa", paramLabel = "NAME",
        description = "Of C: x86_64, x86_avx2, x86_avx512, or host, the widest that this machine has (the default).")
    private String isa;

    @Option(names = "--tuning", paramLabel = "measured|none",
        description = "Of C: whether the ways to do each kernel are timed on this machine, unless the store knows the fastest, which takes a"
            + " minute or so, or taken as a model expects them (the default).")
    private Tuning tuning;

    boolean given() {
        return weights != null || isa != null || tuning != null;
    }

    WeightsForm weights() {
        return weights == null ? WeightsForm.MAPPED : weights;
    }

    /**
     * Has {@code emission} written by the backend that is asked for; files by name.
     *
     * @throws InvalidInput if there is no such instruction set, or it could not be proven here
     */
    CEmission.Written write(CEmission emission, CFolder folder, Progress progress) throws IOException {
        Path home = Home.ofEnvironment();
        DeviceProfile host = host(home, progress);
        CBackend backend = new CBackend(home, isa(host.processor().isa()), CWorkers::command);
        backend.unusable().ifPresent(why -> {
            throw new InvalidInput("--emit c: " + why);
        });
        if (tuning != Tuning.MEASURED) {
            return emission.write(folder, backend, progress);
        }
        try (Store store = Store.open(home)) {
            return emission.write(folder, backend.tuned(store, host.fingerprint(), false, TuningStage.alone(progress)), progress);
        }
    }

    private DeviceProfile host(Path home, Progress progress) {
        requireKnown();
        return new DeviceCatalog(home, Clock.systemUTC()).open(DeviceCatalog.HOST, progress::say);
    }

    private void requireKnown() {
        String known = Stream.concat(Arrays.stream(Isa.values()).map(Isa::text), Stream.of(HOST)).collect(Collectors.joining(", "));
        if (isa != null && !isa.equals(HOST) && named().isEmpty()) {
            throw new InvalidInput("--isa '" + isa + "': known are " + known);
        }
    }

    private Optional<Isa> named() {
        return Arrays.stream(Isa.values()).filter(each -> each.text().equals(isa)).findFirst();
    }

    private Isa isa(Set<String> extensions) {
        Isa chosen = named().orElseGet(() -> Isa.widest(extensions));
        if (!chosen.runsOn(extensions)) {
            throw new InvalidInput("--isa " + isa + ": this machine cannot run that, so what is written could not be proven; compile on one"
                + " that can, or for " + Isa.widest(extensions).text());
        }
        return chosen;
    }
}
