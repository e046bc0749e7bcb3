package io.sextant.tests.architecture;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The table "who may know whom" of the architecture. A module knows those that it names and all that these know. */
enum HouseModule {
    IR("ir", List.of("io.sextant.ir")),
    NATIVE("native", List.of("io.sextant.toolchain", "io.sextant.kernel", "io.sextant.loading"), IR),
    DEVICE_PROFILES("device-profiles", List.of("io.sextant.device"), IR, NATIVE),
    CODEGEN("codegen", List.of("io.sextant.codegen"), DEVICE_PROFILES),
    LATENCY_MODELS("latency-models", List.of("io.sextant.latency"), DEVICE_PROFILES),
    SEARCH_CORE("search/core", List.of("io.sextant.search"), IR),
    SEARCH_TRAINING("search/training", List.of("io.sextant.training"), SEARCH_CORE),
    SEARCH_CLI("search/cli", List.of("io.sextant.cli"), CODEGEN, LATENCY_MODELS, SEARCH_CORE, SEARCH_TRAINING),
    TESTS("tests", List.of("io.sextant.tests"), SEARCH_CLI);

    private final String folder;
    private final List<String> rootPackages;
    private final Set<HouseModule> knows;

    HouseModule(String folder, List<String> rootPackages, HouseModule... named) {
        this.folder = folder;
        this.rootPackages = rootPackages;
        Set<HouseModule> all = new LinkedHashSet<>();
        for (HouseModule module : named) {
            all.add(module);
            all.addAll(module.knows);
        }
        this.knows = Set.copyOf(all);
    }

    String folder() {
        return folder;
    }

    String artifact() {
        return "sextant-" + folder.replace('/', '-');
    }

    List<String> rootPackages() {
        return rootPackages;
    }

    Set<HouseModule> knows() {
        return knows;
    }

    /** The module of which a root package holds {@code packageName}. */
    static Optional<HouseModule> ofPackage(String packageName) {
        return Arrays.stream(values())
            .filter(module -> module.rootPackages.stream().anyMatch(root -> (packageName + ".").startsWith(root + "."))).findFirst();
    }
}
