package io.sextant.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.codegen.Backend;
import io.sextant.codegen.c.tuning.TuningListener;
import io.sextant.device.store.Home;
import io.sextant.device.store.Store;
import io.sextant.ir.InvalidInput;
import io.sextant.toolchain.Toolchain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackendsTest {
    private static final Set<String> HASWELL = Set.of("avx2", "fma", "bmi2");

    private final Path home = Home.ofEnvironment();
    @TempDir
    private Path other;

    @BeforeAll
    static void assumeCompiler() {
        Assumptions.assumeTrue(Toolchain.unavailable().isEmpty(), () -> "skipped: " + Toolchain.unavailable().orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({"c, c", "onnxruntime, onnxruntime", "auto, onnxruntime;c"})
    void haveNames(String name, String expected) {
        assertEquals(List.of(expected.split(";")), Backends.named(name, home, HASWELL).rivals().stream().map(Backend::name).toList());
    }

    @Test
    void generateForTheCpu() {
        assertEquals("isa=x86_avx2,tuning=none", Backends.named("c", home, HASWELL).implementation().options());
    }

    @Test
    void thoseThatCanBeTunedAre() {
        try (Store store = Store.open(other)) {
            Backends tuned = Backends.named(Backends.AUTO, home, HASWELL).tuned(c -> c.tuned(store, "here", false, TuningListener.silent()));
            assertEquals(List.of("onnxruntime", "c"), tuned.rivals().stream().map(Backend::name).toList());
            assertEquals("isa=x86_avx2,tuning=measured", tuned.rivals().get(1).implementation().options());
        }
    }

    @Test
    void areKeyedByAllOfThem() {
        String id = Backends.named(Backends.AUTO, home, HASWELL).implementation().id();
        assertEquals(3, id.split("/").length, id);
        assertEquals("auto", id.split("/")[0], id);
    }

    /** Nothing can be unpacked where a file stands. */
    @Test
    void whereTheCompilerCannotBeUnpackedOnlyOnnxRuntimeIsMeasured() throws IOException {
        Files.writeString(other.resolve("toolchain"), "");
        Backends auto = Backends.named(Backends.AUTO, other, HASWELL);
        assertEquals(List.of("onnxruntime"), auto.rivals().stream().map(Backend::name).toList());
        assertEquals(Set.of("c"), auto.missing().keySet());
        assertTrue(auto.missing().get("c").startsWith("cannot unpack the compiler"), auto.missing()::toString);
        List<String> said = new ArrayList<>();
        auto.on(1, said::add);
        assertEquals(1, said.size());
        assertTrue(assertThrows(InvalidInput.class, () -> Backends.named("c", other, HASWELL)).getMessage()
            .startsWith("the backend c is not usable here: cannot unpack the compiler"));
    }

    @Test
    void nearNamesAreSuggested() {
        assertEquals("unknown backend 'onnxruntim'; did you mean onnxruntime?; known are auto, c, onnxruntime",
            assertThrows(InvalidInput.class, () -> Backends.named("onnxruntim", home, HASWELL)).getMessage());
    }
}
