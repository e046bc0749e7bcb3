package io.sextant.device.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sextant.ir.digest.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * One record as one line of text: {@code sextant-record/1 LENGTH CHECKSUM JSON}, where the JSON object has {@code kind}, {@code key}
 * and {@code value}, LENGTH counts its bytes in UTF-8, and CHECKSUM is the first 16 digits of their SHA-256.
 */
final class RecordLine {
    private static final String FORMAT = "sextant-record/1";
    private static final int CHECKSUM_BYTES = 8;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private RecordLine() {
    }

    /** A line that is not a record; the message says why. */
    static final class Damaged extends Exception {
        Damaged(String message) {
            super(message);
        }
    }

    /** Line feed included. */
    static byte[] encode(Entry entry) {
        ObjectNode object = JsonNodeFactory.instance.objectNode().put("kind", entry.kind()).put("key", entry.key());
        object.set("value", entry.value());
        try {
            byte[] json = MAPPER.writeValueAsBytes(object);
            String prefix = FORMAT + " " + json.length + " " + checksum(json) + " ";
            return (prefix + new String(json, StandardCharsets.UTF_8) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a value that cannot be written as JSON", e);
        }
    }

    /** @param line without its line feed */
    static Entry decode(byte[] line) throws Damaged {
        String[] parts = new String(line, StandardCharsets.UTF_8).split(" ", 4);
        if (parts.length < 4 || !parts[0].equals(FORMAT)) {
            throw new Damaged("it does not begin with '" + FORMAT + " LENGTH CHECKSUM'");
        }
        byte[] json = parts[3].getBytes(StandardCharsets.UTF_8);
        if (!parts[1].equals(Integer.toString(json.length)) || !parts[2].equals(checksum(json))) {
            throw new Damaged("its length or checksum does not match");
        }
        try {
            JsonNode object = MAPPER.readTree(json);
            if (!object.path("kind").isTextual() || !object.path("key").isTextual() || !object.has("value")) {
                throw new Damaged("kind, key or value is missing");
            }
            return new Entry(object.get("kind").textValue(), object.get("key").textValue(), object.get("value"));
        } catch (IOException e) {
            throw new Damaged("it is not JSON");
        }
    }

    private static String checksum(byte[] bytes) {
        return Sha256.of(bytes).substring(0, 2 * CHECKSUM_BYTES);
    }
}
