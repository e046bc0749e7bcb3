package io.sextant.toolchain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sextant.ir.InvalidInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToolchainTest {
    private static final String HOST = "x86_64-linux-gnu";
    private static final String HELLO = """
        static void answer(void) { report("answer", 6 * 7, ~0ul); }
        static void probe(int count, char **arguments) { (void) count; (void) arguments; answer(); }
        """;

    private static Toolchain toolchain;

    @TempDir
    private Path folder;

    @BeforeAll
    static void openToolchain() {
        Optional<String> missing = Toolchain.unavailable();
        assumeTrue(missing.isEmpty(), () -> "no compiler here: " + missing.orElse(""));
        toolchain = Toolchain.open(Path.of("target", "sextant-home"));
    }

    @Test
    void compilesAndRunsAFreestandingProgram() throws IOException {
        CSource runtime = CSource.resources(List.of("probe/runtime/linux_x86_64.c"));
        CSource source = new CSource("hello.c", runtime.text() + HELLO);
        Path program = folder.resolve("made/hello");
        toolchain.compile(new CompileJob(source, OutputKind.STATIC_EXECUTABLE, HOST, List.of("-O2"), program));
        ChildRun run = ChildRun.of(List.of(program.toString()), folder, Duration.ofSeconds(30));
        assertEquals(new ChildRun(0, false, "answer 42 18446744073709551615\n", ""), run);
        assertEquals(List.of("hello"), names(program.getParent()));
    }

    @Test
    void saysWhatIsWrongWithBrokenCAndKeepsTheOldOutput() throws IOException {
        Path output = Files.writeString(folder.resolve("kernel.o"), "old");
        CSource broken = new CSource("kernel.c", "int f(int x) {\n    return x + y;\n}\n");
        CompileFailed failure = assertThrows(CompileFailed.class,
            () -> toolchain.compile(new CompileJob(broken, OutputKind.OBJECT, HOST, List.of("-O2"), output)));
        assertTrue(failure.diagnostics().contains("kernel.c:2:16: error: use of undeclared identifier 'y'"), failure.getMessage());
        assertEquals("old", Files.readString(output));
        assertEquals(List.of("kernel.o"), names(folder));
    }

    @Test
    void saysWhatTheLinkerMisses() {
        CSource incomplete = new CSource("start.c", "void missing(void);\nvoid _start(void) { missing(); }\n");
        CompileFailed failure = assertThrows(CompileFailed.class, () -> toolchain.compile(
            new CompileJob(incomplete, OutputKind.STATIC_EXECUTABLE, HOST, List.of("-O2"), folder.resolve("start"))));
        assertTrue(failure.diagnostics().contains("undefined symbol: missing"), failure.getMessage());
    }

    @Test
    void compilesForOtherTargets() throws IOException {
        CSource source = new CSource("add.c", "#include <stdint.h>\nint32_t add(int32_t a, int32_t b) { return a + b; }\n");
        Map<String, Integer> elfMachines = Map.of(HOST, 62, "aarch64-linux-gnu", 183, "thumbv7em-none-eabi", 40, "riscv32-none-elf", 243);
        for (String target : elfMachines.keySet()) {
            Path object = folder.resolve(target + ".o");
            toolchain.compile(new CompileJob(source, OutputKind.OBJECT, target, List.of("-O2"), object));
            assertEquals(elfMachines.get(target), Files.readAllBytes(object)[18] & 255, target);
        }
    }

    @Test
    void linksASharedObjectThatLeavesSymbolsOpen() throws IOException {
        CSource source = new CSource("open.c", "void *memcpy(void *, const void *, unsigned long);\nvoid *f(void *p) { return memcpy(p, f, 8); }\n");
        Path shared = folder.resolve("open.so");
        toolchain.compile(new CompileJob(source, OutputKind.SHARED_OBJECT, HOST, List.of("-O2"), shared));
        assertEquals(3, Files.readAllBytes(shared)[16], "ELF type ET_DYN");
    }

    @Test
    void givesUpWhenTimeIsOver() {
        CSource source = new CSource("slow.c", "int f;\n");
        CompileFailed failure = assertThrows(CompileFailed.class, () -> toolchain.compile(
            new CompileJob(source, OutputKind.OBJECT, HOST, List.of(), folder.resolve("slow.o")), Duration.ZERO));
        assertTrue(failure.getMessage().contains("did not end in time"), failure.getMessage());
    }

    @Test
    void refusesAFolderThatCannotBeWritten() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        InvalidInput failure = assertThrows(InvalidInput.class, () -> Toolchain.open(file));
        assertTrue(failure.getMessage().startsWith("cannot unpack the compiler (about 270 MB) into " + file), failure.getMessage());
    }

    @Test
    void knowsItsVersion() {
        assertTrue(toolchain.version().matches("\\d+\\.\\d+\\.\\d+-.*"), toolchain.version());
        assertEquals(Optional.of(toolchain.version()), Toolchain.bundledVersion());
    }

    private static List<String> names(Path parent) throws IOException {
        try (Stream<Path> files = Files.list(parent)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
