package io.sextant.latency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.device.measure.Clock;
import io.sextant.ir.InvalidInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Corrections in the comment header of a LUT's file. */
class CorrectionLineTest {
    private static final Instant DATE = Instant.parse("2026-01-31T12:00:00Z");
    private static final String LINE = "{\"implementation\":\"i/1/opt=\\\"all\\\"\",\"threads\":1,\"clock\":\"thread-cpu\","
        + "\"fixed_ns\":1234.5,\"scale\":0.1,\"networks\":32,\"error\":0.03,\"date\":\"2026-01-31T12:00:00Z\"}";

    @TempDir
    Path folder;

    private Path file(String... corrections) throws IOException {
        StringBuilder text = new StringBuilder("# sextant-lut 1\n# device: d\n");
        for (String correction : corrections) {
            text.append("# correction: ").append(correction).append('\n');
        }
        return Files.writeString(folder.resolve("lut.csv"), text + CsvLine.format(LutFile.COLUMNS) + "\n");
    }

    private static Correction correction(int threads, double scale) {
        Target target = new Target("i/1/opt=\"all\", x", "d", threads, Clock.forThreads(threads));
        return new Correction(target, 0.1 + 0.2, scale, 32, 1e-7, DATE);
    }

    @Test
    void survivesTheRoundTrip() throws IOException {
        Lut lut = new Lut("d", List.of(correction(1, 1.05), correction(4, 1 / 3.0)), List.of());
        Path file = folder.resolve("lut.csv");

        LutFile.write(lut, file);

        assertEquals(lut, LutFile.read(file));
        assertTrue(Files.readAllLines(file).get(2).startsWith("# correction: {\"implementation\":\"i/1/opt="));
        assertTrue(Files.readAllLines(file).get(4).startsWith("kernel,"));
    }

    @Test
    void isReadAsItStands() throws IOException {
        Correction read = LutFile.read(file(LINE)).corrections().get(0);

        assertEquals(new Correction(new Target("i/1/opt=\"all\"", "d", 1, Clock.THREAD_CPU), 1234.5, 0.1, 32, 0.03, DATE), read);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', value = {
        "{\"implementation\" | {\"other\"            | 'implementation' is missing",
        "\"threads\":1,      | ''                    | 'threads' is missing",
        "\"threads\":1       | \"threads\":0         | threads",
        "\"threads\":1       | \"threads\":1.5       | 'threads'",
        "\"threads\":1       | \"threads\":\"many\"  | 'threads'",
        "\"threads\":1       | \"threads\":null      | 'threads'",
        "thread-cpu          | moon                  | moon",
        "1234.5              | -1                    | fixed >= 0",
        "1234.5              | 1e999                 | fixed >= 0",
        "1234.5              | \"much\"              | 'fixed_ns'",
        "\"scale\":0.1       | \"scale\":0           | scale > 0",
        "\"scale\":0.1       | \"scale\":[0.1]       | 'scale'",
        "\"networks\":32     | \"networks\":3        | at least 4 networks",
        "\"networks\":32     | \"networks\":\"32\"   | 'networks'",
        "\"error\":0.03      | \"error\":\"NaN\"     | 'error'",
        "\"error\":0.03      | \"error\":-0.03       | error >= 0",
        "2026-01-31T12       | yesterday             | yesterday",
        "\"date\"            | \"dat\"               | 'date' is missing",
        "\"}                 | \"                    | one JSON object",
        "\"}                 | \"} and more          | one JSON object",
        "{\"impl            | [{\"impl            | one JSON object"})
    void aMalformedOneIsRefusedWithFileAndLine(String right, String wrong, String complaint) throws IOException {
        assertTrue(LINE.contains(right), right);
        Path file = file(LINE.replace("\"threads\":1", "\"threads\":2"), LINE.replace(right, wrong));

        InvalidInput refusal = assertThrows(InvalidInput.class, () -> LutFile.read(file));

        assertTrue(refusal.getMessage().startsWith(file + ":4: "), refusal.getMessage());
        assertTrue(refusal.getMessage().contains(complaint), refusal.getMessage());
    }

    @Test
    void aSecondOneOfTheSameTargetIsRefused() throws IOException {
        Path file = file(LINE, LINE);

        InvalidInput refusal = assertThrows(InvalidInput.class, () -> LutFile.read(file));

        assertTrue(refusal.getMessage().startsWith(file + ":4: "), refusal.getMessage());
        assertTrue(refusal.getMessage().contains("one correction for each target"), refusal.getMessage());
    }
}
