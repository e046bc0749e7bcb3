package io.sextant.cli;

import io.sextant.cli.bench.Backends;
import io.sextant.cli.run.JsonText;
import io.sextant.cli.terminal.ExitCode;
import io.sextant.cli.terminal.OutputOptions;
import io.sextant.codegen.Backend;
import io.sextant.codegen.c.CBackend;
import io.sextant.codegen.onnxruntime.OnnxRuntimeBackend;
import io.sextant.device.profile.DeviceCatalog;
import io.sextant.device.profile.ListedDevice;
import io.sextant.device.store.Home;
import io.sextant.device.store.MeasurementStore;
import io.sextant.device.store.Store;
import io.sextant.ir.InvalidInput;
import io.sextant.kernel.Isa;
import io.sextant.toolchain.Toolchain;
import io.sextant.training.Libtorch;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "doctor", mixinStandardHelpOptions = true,
    description = "Lists what is usable here and, for what is not, the one command that would make it so.",
    footer = {"", "Example:", "  sextant doctor"})
final class DoctorCommand implements Callable<Integer> {
    private static final String SCHEMA = "sextant-doctor/1";

    @Mixin
    private OutputOptions output;

    /** @param remedy what would make it usable; empty if it is */
    private record Finding(String name, String state, Optional<String> remedy) {
        static Finding usable(String name, String detail) {
            return new Finding(name, detail, Optional.empty());
        }

        static Finding unusable(String name, String remedy) {
            return new Finding(name, "not usable", Optional.of(remedy));
        }
    }

    @Override
    public Integer call() {
        Path home = Home.ofEnvironment();
        Finding compiler = guarded("compiler", () -> compiler(home));
        List<Finding> findings = List.of(java(), guarded("store", () -> store(home)), compiler,
            guarded("onnxruntime", () -> backend(home)), guarded("c", () -> generated(home, compiler)),
            guarded("auto", () -> automatic(home)), guarded("libtorch", DoctorCommand::training), guarded("host", () -> host(home)));
        System.out.println(output.json ? JsonText.indented(tree(findings)) : text(findings));
        return ExitCode.DONE;
    }

    /** Whatever is wrong with one thing must not hide the others. */
    private static Finding guarded(String name, Supplier<Finding> check) {
        try {
            return check.get();
        } catch (InvalidInput e) {
            return Finding.unusable(name, e.getMessage());
        } catch (RuntimeException | LinkageError e) {
            return Finding.unusable(name, "failed: " + e);
        }
    }

    private static Finding java() {
        return Finding.usable("java", System.getProperty("java.version") + " (" + System.getProperty("java.home") + ")");
    }

    private static Finding store(Path home) {
        try (Store store = Store.open(home)) {
            int damages = store.damages().size();
            return Finding.usable("store", new MeasurementStore(store).count() + " measurements in " + store.path()
                + (damages == 0 ? "" : ", and " + damages + " damaged records, skipped; sextant cache prune removes them"));
        }
    }

    private static Finding compiler(Path home) {
        return Toolchain.unavailable().map(why -> Finding.unusable("compiler", why))
            .orElseGet(() -> Finding.usable("compiler", "clang and lld " + Toolchain.open(home).version() + ", unpacked"));
    }

    private static Finding backend(Path home) {
        OnnxRuntimeBackend backend = new OnnxRuntimeBackend(home);
        return backend.unusable().map(why -> Finding.unusable("onnxruntime", why))
            .orElseGet(() -> Finding.usable("onnxruntime", "backend, " + backend.implementation().version()));
    }

    private static Finding generated(Path home, Finding compiler) {
        Optional<Isa> isa = new DeviceCatalog(home, Clock.systemUTC()).list().get(0).profile()
            .map(profile -> Isa.widest(profile.processor().isa()));
        return compiler.remedy().map(why -> Finding.unusable("c", why))
            .orElseGet(() -> Finding.usable("c", "backend, " + CBackend.version() + isa.map(found -> ", for " + found.text()).orElse("")));
    }

    /** What is measured against each other where no backend is named. */
    private static Finding automatic(Path home) {
        Set<String> isa = new DeviceCatalog(home, Clock.systemUTC()).list().get(0).profile()
            .<Set<String>>map(profile -> profile.processor().isa())
            .orElse(Set.of());
        Backends usable = Backends.named(Backends.AUTO, home, isa);
        return Finding.usable(Backends.AUTO, "the default, the fastest measured of " + usable.rivals().stream().map(Backend::name)
            .collect(Collectors.joining(", ")) + usable.missing().keySet().stream().map(name -> ", without " + name).collect(Collectors.joining()));
    }

    private static Finding training() {
        Libtorch.load();
        return Finding.usable("libtorch", "loaded, for training");
    }

    private static Finding host(Path home) {
        ListedDevice host = new DeviceCatalog(home, Clock.systemUTC()).list().get(0);
        return host.profile().map(profile -> Finding.usable("host", profile.processor().model().name() + ", " + profile.fingerprint()))
            .orElseGet(() -> Finding.unusable("host", host.problem().orElse("not probed yet") + "; run: sextant probe"));
    }

    private static String text(List<Finding> findings) {
        StringBuilder text = new StringBuilder();
        for (Finding finding : findings) {
            text.append(String.format("%-12s  %s%s%n", finding.name(), finding.state(), finding.remedy().map(r -> ": " + r).orElse("")));
        }
        return text.toString().stripTrailing();
    }

    private static Map<String, Object> tree(List<Finding> findings) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("schema", SCHEMA);
        tree.put("usable", findings.stream().allMatch(finding -> finding.remedy().isEmpty()));
        tree.put("findings", findings.stream().map(finding -> {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("name", finding.name());
            entry.put("usable", finding.remedy().isEmpty());
            entry.put("detail", finding.state());
            finding.remedy().ifPresent(remedy -> entry.put("remedy", remedy));
            return entry;
        }).toList());
        return tree;
    }
}
