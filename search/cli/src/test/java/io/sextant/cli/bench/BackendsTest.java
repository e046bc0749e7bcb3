package io.sextant.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sextant.codegen.Backend;
import io.sextant.ir.InvalidInput;
import io.sextant.toolchain.Toolchain;
import java.nio.file.Path;
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

    @TempDir
    private Path home;

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
    void areKeyedByAllOfThem() {
        String id = Backends.named(Backends.AUTO, home, HASWELL).implementation().id();
        assertEquals(3, id.split("/").length, id);
        assertEquals("auto", id.split("/")[0], id);
    }

    @Test
    void nearNamesAreSuggested() {
        assertEquals("unknown backend 'onnxruntim'; did you mean onnxruntime?; known are auto, c, onnxruntime",
            assertThrows(InvalidInput.class, () -> Backends.named("onnxruntim", home, HASWELL)).getMessage());
    }
}
