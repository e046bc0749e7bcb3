package io.sextant.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.device.measure.Clock;
import io.sextant.device.measure.Interval;
import io.sextant.latency.Correction;
import io.sextant.latency.Lut;
import io.sextant.latency.LutFile;
import io.sextant.latency.LutKey;
import io.sextant.latency.LutRow;
import io.sextant.latency.Provenance;
import io.sextant.latency.Target;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code lut} and {@code predict} say before any device is opened, and what {@code lut show} prints. */
class LutCommandsTest {
    private static final String RELU = "sextant-kernel/1 input %0: f32[1x16]; %1: f32[1x16] = unary(%0) kind=relu; output %1";
    private static final Target TARGET = new Target("i/1/o", "d", 1, Clock.THREAD_CPU);

    @TempDir
    Path folder;
    private final StringWriter err = new StringWriter();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @BeforeEach
    void writeFiles() throws IOException {
        LutRow relu = new LutRow(key("a"), RELU, Provenance.MEASURED, 5, OptionalDouble.of(2_500), Optional.of(new Interval(2_500, 2_400, 2_600)),
            "p", Instant.EPOCH);
        LutRow unknown = new LutRow(key("b"), "sextant-kernel/9 something", Provenance.IMPORTED, 0, OptionalDouble.of(9_000), Optional.empty(),
            "p", Instant.EPOCH);
        LutRow failed = new LutRow(key("c"), RELU, Provenance.FAILED, 0, OptionalDouble.empty(), Optional.empty(), "p; crashed", Instant.EPOCH);
        Correction correction = new Correction(TARGET, 3_000, 1.05, 16, 0.02, Instant.EPOCH);
        LutFile.write(new Lut("d", List.of(correction), List.of(relu, unknown, failed)), folder.resolve("lut.csv"));
        Files.writeString(folder.resolve("other.csv"), "latency,config\n");
        Files.writeString(folder.resolve("model.onnx"), "");
    }

    private static LutKey key(String digit) {
        return new LutKey(digit.repeat(64), TARGET.implementation(), TARGET.device(), TARGET.threads(), TARGET.clock());
    }

    /** {@code @} stands for the test's folder. */
    private int run(String line) {
        PrintStream before = System.out;
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            String[] arguments = line.replace("@", folder.toString()).split(" +");
            return Main.commandLine().setErr(new PrintWriter(err, true)).setOut(new PrintWriter(out, true)).execute(arguments);
        } finally {
            System.setOut(before);
        }
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "lut build --space mnist1d --out @/l.csv --budget soon           | --budget 'soon': expected a time above 0",
        "lut build --space mnist1d --out @/l.csv --budget 60             | --budget '60'",
        "lut build --space mnist1d --out @/l.csv --networks -1           | --networks -1: expected a number from 0",
        "lut build --space mnist1d --out @/l.csv --networks 10001        | --networks 10001",
        "lut build --space mnist1d --out @/l.csv --threads 0             | --threads 0: expected a number from 1",
        "lut build --out @/l.csv                                         | give either --space SPACE or --model MODEL",
        "lut build --space mnist1d --model @/model.onnx --out @/l.csv    | give either --space SPACE or --model MODEL",
        "lut build --space mnist1 --out @/l.csv                          | did you mean mnist1d",
        "lut build --model @/nowhere.onnx --out @/l.csv                  | there is no file @/nowhere.onnx",
        "lut build --model @/model.onnx --out @/l.csv                    | model.onnx is empty",
        "lut build --space mnist1d --out @                               | is a folder; name a file, e.g. --out @/lut.csv",
        "lut build --space mnist1d --out @/nowhere/l.csv                 | its folder does not exist or cannot be written",
        "lut build --space mnist1d --out @/other.csv                     | @/other.csv:1: expected '# sextant-lut 1'",
        "lut show @/nowhere.csv                                          | @/nowhere.csv: no such file",
        "lut show @/other.csv                                            | @/other.csv:1: expected '# sextant-lut 1'",
        "lut show @/lut.csv --limit -1                                   | --limit -1: expected a number of rows",
        "lut verify @/nowhere.csv --space mnist1d                        | @/nowhere.csv: no such file",
        "lut verify @/lut.csv                                            | give either --space SPACE or --model MODEL",
        "lut verify @/lut.csv --space mnist1d --networks 0               | --networks is a number from 1 to 10000",
        "lut verify @/lut.csv --space mnist1d --profiled -1              | --profiled one from 0 on, got 20 and -1",
        "lut verify @/lut.csv --space mnist1d --threads 2000             | --threads 2000",
        "predict @/nowhere.onnx --lut @/lut.csv                          | there is no file @/nowhere.onnx",
        "predict @/model.onnx --lut @/lut.csv --threads 0                | --threads is a number from 1 to 1024",
        "predict @/model.onnx --lut @/lut.csv --kernels -1               | --kernels one from 0 on, got 1 and -1"})
    void aMistakeIsOneLineAndExitCodeTwo(String line, String message) {
        assertEquals(2, run(line));
        assertTrue(err.toString().startsWith("sextant: ") && err.toString().contains(message.replace("@", folder.toString())), err::toString);
        assertEquals(1, err.toString().lines().count(), err::toString);
        assertEquals("", printed());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "lut                                     | name what to do with a LUT: build, show or verify | sextant lut --help",
        "lut build --space mnist1d               | '--out=FILE'                                      | sextant lut build --help",
        "lut build --out @/l.csv --networks few  | few                                               | sextant lut build --help",
        "lut show                                | 'LUT'                                             | sextant lut show --help",
        "lut verify --space mnist1d              | 'LUT'                                             | sextant lut verify --help",
        "predict @/model.onnx                    | '--lut=LUT'                                       | sextant predict --help",
        "predict --lut @/lut.csv                 | 'MODEL'                                           | sextant predict --help"})
    void whatIsMissingNamesTheHelp(String line, String message, String help) {
        assertEquals(2, run(line));
        assertTrue(err.toString().startsWith("sextant: ") && err.toString().contains(message), err::toString);
        assertTrue(err.toString().contains("Try '" + help + "'."), err::toString);
    }

    @Test
    void showListsTheLongestFirstAndWhatTheyAreOf() {
        assertEquals(0, run("lut show @/lut.csv"));
        List<String> lines = printed().lines().toList();
        assertTrue(lines.get(0).matches("kernel +median +95 % interval +processes +kind"), printed());
        assertTrue(lines.get(1).matches("sextant-kernel/9 something +9 us +- +0 +imported"), printed());
        assertTrue(lines.get(2).matches("relu \\[1x16\\] +2\\.500 us +2\\.400 us \\.\\. 2\\.600 us \\(\\+-4\\.0 %\\) +5 +measured"), printed());
        assertTrue(lines.get(3).matches("relu \\[1x16\\] +- +- +0 +failed"), printed());
        assertTrue(printed().contains("rows        3: 1 failed, 1 imported, 1 measured"), printed());
        assertTrue(printed().contains("target      i/1/o on d, 1 thread, thread-cpu: 3 rows"), printed());
        assertTrue(printed().contains("correction  3 us + 1.050 x the sum of the kernels, from 16 networks; error 2.0 %"), printed());
    }

    @Test
    void showSaysWhatItHides() {
        assertEquals(0, run("lut show @/lut.csv --limit 1"));
        assertTrue(printed().contains("sextant-kernel/9") && printed().contains("and 2 rows more; --limit 0 shows all"), printed());
        assertTrue(!printed().contains("2.500 us"), printed());
        assertTrue(printed().contains("failed      relu [1x16]: p; crashed"), "a failure is never hidden: " + printed());
    }

    @Test
    void showPrintsJson() {
        assertEquals(0, run("lut show @/lut.csv --json --limit 2"));
        for (String part : List.of("\"schema\" : \"sextant-lut/1\"", "\"rows\" : 3", "\"median_ns\" : 9000.0", "\"label\" : \"relu [1x16]\"",
            "\"scale\" : 1.05")) {
            assertTrue(printed().contains(part), () -> part + " is missing in " + printed());
        }
        assertTrue(!printed().contains("failed"), printed());
    }
}
