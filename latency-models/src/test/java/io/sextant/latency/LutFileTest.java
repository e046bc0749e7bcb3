package io.sextant.latency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.device.measure.Clock;
import io.sextant.device.measure.Interval;
import io.sextant.ir.InvalidInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LutFileTest {
    private static final String DEVICE = "Xeon 8480+, 2 cores; avx512f,amx; \"microcode\" 0x2b";
    private static final Instant DATE = Instant.parse("2026-01-31T12:00:00Z");

    @TempDir
    Path folder;

    @Test
    void everyKindSurvivesTheRoundTrip() throws IOException {
        Lut lut = new Lut(DEVICE, List.of(), List.of(
            row("a", Provenance.MEASURED, OptionalDouble.of(61.25e3), Optional.of(new Interval(61.25e3, 60e3, 62.5e3))),
            row("b", Provenance.ESTIMATED, OptionalDouble.of(0.1 + 0.2), Optional.empty()),
            row("c", Provenance.SUMMED, OptionalDouble.of(1e-7), Optional.empty()),
            row("d", Provenance.IMPORTED, OptionalDouble.of(3), Optional.of(new Interval(3, 3, 3))),
            row("e", Provenance.FAILED, OptionalDouble.empty(), Optional.empty())));
        Path file = folder.resolve("lut.csv");

        LutFile.write(lut, file);

        assertEquals(lut, LutFile.read(file));
        assertEquals(List.of("# sextant-lut 1", "# device: " + DEVICE,
            "kernel,kernel_text,implementation,device,threads,clock,kind,n,median_ns,lo_ns,hi_ns,protocol,date"),
            Files.readAllLines(file).subList(0, 3));
    }

    @Test
    void aRowIsWrittenInTheOrderOfTheHeader() throws IOException {
        Path file = folder.resolve("lut.csv");
        LutRow row = row("a", Provenance.MEASURED, OptionalDouble.of(2), Optional.of(new Interval(2, 1, 4)));

        LutFile.write(new Lut("d", List.of(), List.of(new LutRow(new LutKey(row.key().kernel(), "i/1/o", "d", 2, Clock.WALL), "conv, relu",
            row.kind(), 5, row.medianNs(), row.interval(), "p", DATE))), file);

        assertEquals("a".repeat(64) + ",\"conv, relu\",i/1/o,d,2,wall,measured,5,2.0,1.0,4.0,p,2026-01-31T12:00:00Z",
            Files.readAllLines(file).get(3));
    }

    @Test
    void aFailedWriteLeavesTheOldFileAndNothingElse() throws IOException {
        Path occupied = folder.resolve("lut.csv");
        Files.createDirectory(occupied);
        Files.createFile(occupied.resolve("content"));

        assertThrows(IOException.class, () -> LutFile.write(new Lut("d", List.of(), List.of()), occupied));

        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(occupied), left.toList());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "measured,5,2,1,4 | measured,5,2,,        | a measured row has an interval",
        "measured,5,2,1,4 | measured,0,2,1,4      | n of at least 1",
        "measured,5,2,1,4 | guessed,5,2,1,4       | kind is measured, estimated, summed, imported or failed, got 'guessed'",
        "measured,5,2,1,4 | measured,5,2,3,4      | an interval encloses its median",
        "measured,5,2,1,4 | measured,5,NaN,1,4    | median_ns is a decimal number",
        "measured,5,2,1,4 | measured,5,0,0,4      | above zero",
        "measured,5,2,1,4 | measured,5,1e999,1,1e999 | finite",
        "measured,5,2,1,4 | measured,-5,2,1,4     | n is a whole number",
        "measured,5,2,1,4 | measured,5,2,1        | expected 13 columns, got 12",
        "measured,5,2,1,4 | failed,5,2,1,4        | a failed row has no times",
        "measured,5,2,1,4 | estimated,5,,,        | has a median",
        "thread-cpu       | cycles-of-the-moon    | clock is one of [thread-cpu, wall], got 'cycles-of-the-moon'",
        "2026-01-31T12    | yesterday             | date is an instant such as",
        "aaaa,            | aaaa\",               | a field with a quote is quoted as a whole",
        "implementation/1 | \"implementation/1    | a quoted field ends on its line",
        "aaaaa            | AAAAA                 | 64 hexadecimal digits",
        ",d,1,            | ,e,1,                 | expected the header's device 'd', got 'e'",
        ",d,1,            | ,d,0,                 | threads is at least 1"})
    void aWrongRowIsRefusedWithFileAndLine(String right, String wrong, String complaint) throws IOException {
        String row = "a".repeat(64) + ",relu,implementation/1/o,d,1,thread-cpu,measured,5,2,1,4,p,2026-01-31T12:00:00Z";
        Path file = lut(row);
        assertEquals(1, LutFile.read(file).rows().size());
        assertTrue(row.contains(right), right);

        InvalidInput refusal = assertThrows(InvalidInput.class, () -> LutFile.read(lut("# comment", row.replaceFirst(right, wrong))));

        assertTrue(refusal.getMessage().startsWith(file + ":5: "), refusal.getMessage());
        assertTrue(refusal.getMessage().contains(complaint), refusal.getMessage());
    }

    @Test
    void aSecondRowOfTheSameKeyIsRefused() throws IOException {
        String row = "a".repeat(64) + ",relu,i/1/o,d,1,wall,estimated,1,2,,,p,2026-01-31T12:00:00Z";

        InvalidInput refusal = assertThrows(InvalidInput.class, () -> LutFile.read(lut(row, row)));

        assertTrue(refusal.getMessage().contains(":5: ") && refusal.getMessage().contains("line 4"), refusal.getMessage());
    }

    @Test
    void otherFilesAreRefusedWithWhatWasExpected() throws IOException {
        Path file = folder.resolve("other.csv");
        assertTrue(assertThrows(InvalidInput.class, () -> LutFile.read(file)).getMessage().contains("no such file"));
        Files.writeString(file, "latency,config\n");
        assertTrue(assertThrows(InvalidInput.class, () -> LutFile.read(file)).getMessage()
            .contains("other.csv:1: expected '# sextant-lut 1', got 'latency,config'"));
        Files.write(file, new byte[] {'#', ' ', (byte) 0xff});
        assertTrue(assertThrows(InvalidInput.class, () -> LutFile.read(file)).getMessage().contains("not UTF-8"));
        Files.writeString(file, "# sextant-lut 1\n");
        assertTrue(assertThrows(InvalidInput.class, () -> LutFile.read(file)).getMessage().contains("the end of the file"));
    }

    private Path lut(String... rows) throws IOException {
        return Files.writeString(folder.resolve("lut.csv"), "# sextant-lut 1\n# device: d\n" + CsvLine.format(LutFile.COLUMNS) + "\n"
            + String.join("\n", rows) + "\n");
    }

    private static LutRow row(String digit, Provenance kind, OptionalDouble median, Optional<Interval> interval) {
        LutKey key = new LutKey(digit.repeat(64), "onnxruntime/1.29.0/opt=all,spin=off", DEVICE, 1, Clock.THREAD_CPU);
        return new LutRow(key, "convolution(f32[1x40x1], f32[5x1x16], _) kind=\"x\"", kind, 5, median, interval, "chains 12-4", DATE);
    }
}
