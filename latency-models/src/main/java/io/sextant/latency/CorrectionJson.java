package io.sextant.latency;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sextant.device.measure.Clock;
import io.sextant.ir.InvalidInput;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/** A correction as one line of JSON, in the comment header of a LUT's file. */
final class CorrectionJson {
    private static final ObjectMapper MAPPER = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final List<String> FIELDS = List.of("implementation", "threads", "clock", "fixed_ns", "scale", "networks", "error",
        "date");

    private CorrectionJson() {
    }

    static String write(Correction correction) {
        Target target = correction.target();
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("implementation", target.implementation())
            .put("threads", target.threads()).put("clock", target.clock().text()).put("fixed_ns", correction.fixedNanos())
            .put("scale", correction.scale()).put("networks", correction.networks()).put("error", correction.error())
            .put("date", correction.date().toString());
        return json.toString();
    }

    /**
     * Reads it back.
     *
     * @param device of the LUT
     * @throws IllegalArgumentException if it is not one; the message says why
     */
    static Correction read(String line, String device) {
        try {
            JsonNode json = MAPPER.readTree(line);
            Target target = new Target(text(json, "implementation"), device, count(json, "threads"), Clock.parse(text(json, "clock")));
            return new Correction(target, number(json, "fixed_ns"), number(json, "scale"), count(json, "networks"), number(json, "error"),
                Instant.parse(text(json, "date")));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a correction is one JSON object with the fields " + FIELDS, e);
        } catch (DateTimeException | InvalidInput e) {
            throw new IllegalArgumentException("this is no correction: " + e.getMessage(), e);
        }
    }

    private static String text(JsonNode json, String field) {
        return checked(json, field, "text", JsonNode::isTextual).textValue();
    }

    private static int count(JsonNode json, String field) {
        return checked(json, field, "a whole number", JsonNode::isInt).intValue();
    }

    private static double number(JsonNode json, String field) {
        return checked(json, field, "a number", JsonNode::isNumber).doubleValue();
    }

    private static JsonNode checked(JsonNode json, String field, String what, Predicate<JsonNode> fits) {
        JsonNode value = json.path(field);
        if (!fits.test(value)) {
            throw new IllegalArgumentException("a correction has the fields " + FIELDS + ", '" + field + "' is "
                + (value.isMissingNode() ? "missing" : what + ", got " + value));
        }
        return value;
    }
}
