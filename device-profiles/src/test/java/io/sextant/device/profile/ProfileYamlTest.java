package io.sextant.device.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.ir.InvalidInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfileYamlTest {
    private static final String WHOLE = """
        schema: sextant-device/1
        id: board
        kind: cpu-host
        cpu:
          model: AMD EPYC
          identity: AuthenticAMD 25/1/1
          microcode: 0x1000065
          isa: [avx2, fma]
          cores: 2
          threads: 4
          caches:
            l1d: 32 KiB
            l2: 0.5 MiB
        memory: 8 MiB
        measured:
          peak_f32:
            avx2: 100 GFLOP/s
          read:
            l2: 98000 MB/s
          thread_timer: {resolution: 0.4 us, cost: 560 ns}
          probed:
            date: 2026-01-31T12:00:00Z
            method: by hand
        """;

    @TempDir
    private Path folder;

    @Test
    void readsBackWhatWasWritten() throws IOException {
        for (Processor processor : List.of(Samples.zen3(), CpuInfo.parse(Samples.cpuInfo("virtual-machine")))) {
            for (Ceilings ceilings : List.of(Samples.ceilings(), Ceilings.UNKNOWN)) {
                DeviceProfile profile = Samples.profile("host", processor, ceilings);
                Path file = folder.resolve("devices/host.yaml");
                ProfileWriter.write(profile, file);
                assertEquals(profile, ProfileReader.read(file));
                try (Stream<Path> files = Files.list(file.getParent())) {
                    assertEquals(List.of(file), files.toList());
                }
            }
        }
    }

    @Test
    void writesWhatAPersonCanEdit() throws IOException {
        String text = ProfileWriter.text(Samples.profile("host", Samples.zen3(), Samples.ceilings()));
        assertTrue(text.startsWith("# Device profile of Sextant."), text);
        for (String line : List.of("id: host", "  model: AMD EPYC 7B13", "  microcode: \"0xa0011d5\"", "  - avx2", "    l2: 512 KiB", "    l3: 32 MiB",
            "memory: 24684096 KiB", "    avx2: 100.2 GFLOP/s", "    memory: 16 GB/s", "    cost: 560.3 ns")) {
            assertTrue(text.lines().anyMatch(line::equals), line + " in\n" + text);
        }
    }

    @Test
    void readsWhatAPersonWrote() {
        DeviceProfile profile = ProfileReader.parse("board.yaml", WHOLE);
        assertEquals(Optional.of(new Cache(2, Cache.Content.BOTH, 512 << 10)), profile.processor().cache("l2"));
        assertEquals("0x1000065", profile.processor().model().microcode());
        assertEquals(98.0, profile.ceilings().readGigabytesPerSecond().get("l2"));
        assertEquals(Optional.of(new TimerFigures(400, 560)), profile.ceilings().threadTimer());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        memory: 8 MiB        | memry: 8 MiB           | board.yaml:14: unknown key 'memry'; did you mean memory?
        cores: 2             | kernels: 2             | board.yaml:9: cpu: unknown key 'kernels'; known are model, identity, microcode, isa, cores, threads, caches
        memory: 8 MiB        | memory: 8              | board.yaml:14: memory: expected a size such as 32 KiB (units: B, KiB, MiB, kB, MB), found '8'
        memory: 8 MiB        | memory: 0.3 B          | board.yaml:14: memory: expected a size such as 32 KiB (units: B, KiB, MiB, kB, MB) that is a whole number of bytes, found '0.3 B'
        memory: 8 MiB        | memory: [8 MiB]        | board.yaml:14: memory: expected a size such as 32 KiB (units: B, KiB, MiB, kB, MB), found a list
        avx2: 100 GFLOP/s    | avx2: 100 GHz          | board.yaml:17: measured.peak_f32.avx2: expected a rate such as 99.8 GFLOP/s (units: MFLOP/s, GFLOP/s, TFLOP/s), found '100 GHz'
        l2: 98000 MB/s       | l2: 0 MB/s             | board.yaml:19: measured.read.l2: expected a rate such as 16 GB/s (units: MB/s, GB/s, TB/s) above zero, found '0 MB/s'
        cost: 560 ns         | price: 560 ns          | board.yaml:20: measured.thread_timer: unknown key 'price'; known are resolution, cost
        cores: 2             | cores: two             | board.yaml:9: cpu.cores: expected a whole number from 1 to 65536, found 'two'
        cores: 2             | cores: 9               | board.yaml:4: cpu: a CPU has at least one core and no fewer threads than cores, got 9 cores and 4 threads
        l1d: 32 KiB          | l1x: 32 KiB            | board.yaml:12: cpu.caches.l1x: unknown cache 'l1x'; caches are named l1d, l1i, l2, l3
        isa: [avx2, fma]     | isa: avx2 fma          | board.yaml:8: cpu.isa: expected a list such as [avx2, fma], found 'avx2 fma'
        isa: [avx2, fma]     | isa: [AVX2]            | board.yaml:4: cpu: an ISA extension is written like avx512f, got AVX2
        kind: cpu-host       | kind: gpu              | board.yaml:3: kind: expected cpu-host, found 'gpu'
        id: board            | id: My Board           | board.yaml:2: id: expected 1 to 64 of a-z, 0-9, '.', '_' and '-', starting with a letter or digit, found 'My Board'
        id: board            | id:                    | board.yaml:2: id: the value is missing
        id: board            | kind: cpu-host         | board.yaml:3: kind: the key is given twice
        id: board            | ' '                    | board.yaml:1: the key 'id' is missing, e.g. id: my-board
        id: board            | id: !there x           | board.yaml:2: id: tags (!name) are not supported; leave it out
        id: board            | id: *there             | board.yaml:2: id: aliases (*name) are not supported; write the value out
        date: 2026-01-31T12:00:00Z | date: yesterday  | board.yaml:22: measured.probed.date: expected a date such as 2026-01-31T12:00:00Z, found 'yesterday'
        sextant-device/1     | sextant-device/9       | board.yaml:1: schema: expected sextant-device/1, found 'sextant-device/9'
        """)
    void saysWhatIsWrongAndWhere(String right, String wrong, String message) {
        String text = WHOLE.replace(right, wrong);
        assertEquals(message, assertThrows(InvalidInput.class, () -> ProfileReader.parse("board.yaml", text)).getMessage());
    }

    @Test
    void refusesWhatIsNoYaml() {
        assertRefused("board.yaml: the file is empty", "# nothing\n");
        assertRefused("board.yaml:1: expected a map of schema, id, kind, cpu, memory, measured, found 'hello'", "hello\n");
        assertRefused("board.yaml:3: no valid YAML: expected ',' or ']'", "id: board\nkind: [cpu\nmemory: 1 MiB\n");
        assertRefused("board.yaml:1: no valid YAML: special characters", "\u0007\n");
        assertRefused("board.yaml", "a: " + "[".repeat(100_000));
        assertRefused("board.yaml:25: expected the end of the file, found another document", WHOLE + "---\nid: two\n");
    }

    @Test
    void refusesFilesThatCannotBeRead() throws IOException {
        Path missing = folder.resolve("missing.yaml");
        assertEquals(missing + ": no such file; expected a device profile in YAML", assertThrows(InvalidInput.class, () -> ProfileReader.read(missing)).getMessage());
        Path binary = Files.write(folder.resolve("binary.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        assertEquals(binary + ": not UTF-8 text; expected a device profile in YAML", assertThrows(InvalidInput.class, () -> ProfileReader.read(binary)).getMessage());
        Path huge = Files.write(folder.resolve("huge.yaml"), new byte[(1 << 18) + 1]);
        assertEquals(huge + ": larger than 262144 bytes; expected a device profile in YAML", assertThrows(InvalidInput.class, () -> ProfileReader.read(huge)).getMessage());
        assertThrows(InvalidInput.class, () -> ProfileReader.read(folder));
    }

    private static void assertRefused(String beginning, String text) {
        String message = assertThrows(InvalidInput.class, () -> ProfileReader.parse("board.yaml", text)).getMessage();
        assertTrue(message.startsWith(beginning), message);
    }
}
