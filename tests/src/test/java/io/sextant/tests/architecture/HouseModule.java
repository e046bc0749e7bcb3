package io.sextant.tests.architecture;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** The table "who may know whom" of the architecture. A module knows those that it names and all that these know. */
enum HouseModule {
    IR("ir", "io.sextant.ir"),
    NATIVE("native", "io.sextant.toolchain", IR),
    DEVICE_PROFILES("device-profiles", "io.sextant.device", IR, NATIVE),
    CODEGEN("codegen", "io.sextant.codegen", DEVICE_PROFILES),
    LATENCY_MODELS("latency-models", "io.sextant.latency", DEVICE_PROFILES),
    SEARCH_CORE("search/core", "io.sextant.search", IR),
    SEARCH_TRAINING("search/training", "io.sextant.training", SEARCH_CORE),
    SEARCH_CLI("search/cli", "io.sextant.cli", CODEGEN, LATENCY_MODELS, SEARCH_CORE, SEARCH_TRAINING),
    TESTS("tests", "io.sextant.tests", SEARCH_CLI);

    private final String folder;
    private final String rootPackage;
    private final Set<HouseModule> knows;

    HouseModule(String folder, String rootPackage, HouseModule... named) {
        this.folder = folder;
        this.rootPackage = rootPackage;
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

    String rootPackage() {
        return rootPackage;
    }

    Set<HouseModule> knows() {
        return knows;
    }

    /** The module whose root package holds {@code packageName}. */
    static Optional<HouseModule> ofPackage(String packageName) {
        return Arrays.stream(values())
            .filter(module -> (packageName + ".").startsWith(module.rootPackage + ".")).findFirst();
    }
}
