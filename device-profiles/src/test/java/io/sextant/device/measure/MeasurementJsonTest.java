package io.sextant.device.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sextant.device.run.Sample;
import io.sextant.ir.InvalidInput;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeasurementJsonTest {
    private static final Measurement MEASUREMENT = new Measurement(
        new MeasurementKey("p", "onnxruntime/1.29.0/opt=all", "cpu \"x\"", 2, Clock.WALL, Effort.SCREENING.protocol()),
        Map.of(Clock.WALL, new Interval(60_000.25, 59_000, 61_000.5), Clock.THREAD_CPU, new Interval(3, 2, 4)), 1,
        List.of(List.of(new Sample(1.25, 2, 0), new Sample(1e9, 3.5, 0.01, 0.75)), List.of(new Sample(4, 5, 6))),
        Instant.parse("2026-03-01T12:00:00.123456Z"));

    @Test
    void comesBackEqualThroughText() throws Exception {
        String text = MeasurementJson.write(MEASUREMENT).toString();
        assertEquals(MEASUREMENT, MeasurementJson.read(new ObjectMapper().readTree(text)));
        assertTrue(text.contains("\"wall\":{\"median_ns\":60000.25,\"lo_ns\":59000.0,\"hi_ns\":61000.5}"), text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "program | null | field 'program' is a text",
        "clock | \"sundial\" | unknown clock 'sundial'; there are thread-cpu, wall",
        "threads | \"2\" | expected a number",
        "date | \"yesterday\" | yesterday",
        "times | {} | no interval on the deciding clock wall",
        "times | {\"wall\":{\"median_ns\":3,\"lo_ns\":4,\"hi_ns\":5}} | encloses",
        "samples | [[[1,2]]] | a sample has three times",
        "samples | [[[1,2,-3]]] | not negative",
        "samples | [[[1,2,3,0]]] | a pace is above 0",
    })
    void aFieldThatMakesNoSenseIsNamed(String field, String value, String reason) throws Exception {
        ObjectNode json = MeasurementJson.write(MEASUREMENT);
        json.set(field, new ObjectMapper().readTree(value));
        String message = assertThrows(InvalidInput.class, () -> MeasurementJson.read(json)).getMessage();
        assertTrue(message.contains(reason), message);
    }

    @Test
    void aSampleWithoutPaceHasFullPace() throws Exception {
        ObjectNode json = MeasurementJson.write(MEASUREMENT);
        json.set("samples", new ObjectMapper().readTree("[[[1,2,3]]]"));
        assertEquals(List.of(List.of(new Sample(1, 2, 3, 1))), MeasurementJson.read(json).samples());
    }

    @Test
    void aMissingFieldIsNamed() {
        ObjectNode json = MeasurementJson.write(MEASUREMENT);
        json.remove("samples");
        assertEquals("not a measurement: field 'samples' is missing",
            assertThrows(InvalidInput.class, () -> MeasurementJson.read(json)).getMessage());
    }
}
