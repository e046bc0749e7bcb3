package io.sextant.device.measure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sextant.device.run.Sample;
import io.sextant.ir.InvalidInput;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Measurements as JSON: {@code program, implementation, device, threads, clock, protocol, date, unsteady,
 * times{clock: {median_ns, lo_ns, hi_ns}}, samples[process][sample][thread-cpu, wall, run-queue delay, pace]}; times in nanoseconds as
 * they were read, before the pace is taken into account; a sample without pace has 1.
 */
public final class MeasurementJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private MeasurementJson() {
    }

    public static ObjectNode write(Measurement measurement) {
        ObjectNode json = write(measurement.key());
        json.put("date", measurement.date().toString()).put("unsteady", measurement.unsteady());
        ObjectNode times = json.putObject("times");
        for (Clock clock : Clock.values()) {
            Interval interval = measurement.byClock().get(clock);
            if (interval != null) {
                times.putObject(clock.text()).put("median_ns", interval.median()).put("lo_ns", interval.lo()).put("hi_ns", interval.hi());
            }
        }
        ArrayNode processes = json.putArray("samples");
        for (List<Sample> samples : measurement.samples()) {
            ArrayNode process = processes.addArray();
            samples.forEach(sample -> process.add(write(sample)));
        }
        return json;
    }

    private static ArrayNode write(Sample sample) {
        return JSON.arrayNode().add(sample.cpuNanos()).add(sample.wallNanos()).add(sample.waitNanos()).add(sample.pace());
    }

    /** The fields of the key, in a fixed order. */
    public static ObjectNode write(MeasurementKey key) {
        return JSON.objectNode().put("program", key.programKey()).put("implementation", key.implementation()).put("device", key.device())
            .put("threads", key.threads()).put("clock", key.clock().text()).put("protocol", key.protocol());
    }

    /** @throws InvalidInput if a field is missing or makes no sense */
    public static Measurement read(JsonNode json) {
        try {
            MeasurementKey key = new MeasurementKey(text(json, "program"), text(json, "implementation"), text(json, "device"),
                (int) number(field(json, "threads")), Clock.parse(text(json, "clock")), text(json, "protocol"));
            Map<Clock, Interval> byClock = new EnumMap<>(Clock.class);
            field(json, "times").properties().forEach(entry -> byClock.put(Clock.parse(entry.getKey()), interval(entry.getValue())));
            List<List<Sample>> processes = new ArrayList<>();
            field(json, "samples").forEach(process -> processes.add(samples(process)));
            return new Measurement(key, byClock, (int) number(field(json, "unsteady")), processes, Instant.parse(text(json, "date")));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new InvalidInput("not a measurement: " + e.getMessage(), e);
        }
    }

    private static Interval interval(JsonNode json) {
        return new Interval(number(field(json, "median_ns")), number(field(json, "lo_ns")), number(field(json, "hi_ns")));
    }

    private static List<Sample> samples(JsonNode process) {
        List<Sample> samples = new ArrayList<>();
        for (JsonNode sample : process) {
            if (sample.size() != 3 && sample.size() != 4) {
                throw new IllegalArgumentException("a sample has three times and a pace, got " + sample);
            }
            samples.add(new Sample(number(sample.get(0)), number(sample.get(1)), number(sample.get(2)),
                sample.size() == 4 ? number(sample.get(3)) : 1));
        }
        return samples;
    }

    private static JsonNode field(JsonNode json, String name) {
        JsonNode field = json.get(name);
        if (field == null) {
            throw new IllegalArgumentException("field '" + name + "' is missing");
        }
        return field;
    }

    private static String text(JsonNode json, String name) {
        JsonNode field = field(json, name);
        if (!field.isTextual()) {
            throw new IllegalArgumentException("field '" + name + "' is a text, got " + field);
        }
        return field.textValue();
    }

    private static double number(JsonNode json) {
        if (!json.isNumber()) {
            throw new IllegalArgumentException("expected a number, got " + json);
        }
        return json.doubleValue();
    }
}
