package io.sextant.device.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sextant.ir.digest.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One record as one line of text: {@code sextant-record/1 LENGTH CHECKSUM JSON}, where the JSON object has {@code kind}, {@code key}
 * and {@code value}, LENGTH counts its bytes in UTF-8, and CHECKSUM is the first 16 digits of their SHA-256.
 */
final class RecordLine {
    static final String FAMILY = "sextant-record/";
    static final String FORMAT = FAMILY + "1";
    private static final int CHECKSUM_BYTES = 8;
    /** Format, length and checksum with a space after each take no more; a record is far below 10 GB. */
    private static final int LONGEST_PREFIX = FORMAT.length() + 1 + 10 + 1 + 2 * CHECKSUM_BYTES + 1;
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
            ByteArrayOutputStream line = new ByteArrayOutputStream(LONGEST_PREFIX + json.length + 1);
            line.writeBytes((FORMAT + " " + json.length + " " + checksum(json) + " ").getBytes(StandardCharsets.US_ASCII));
            line.writeBytes(json);
            line.write('\n');
            return line.toByteArray();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a value that cannot be written as JSON", e);
        }
    }

    /** @param line without its line feed */
    static Entry decode(byte[] line) throws Damaged {
        try {
            JsonNode object = MAPPER.readTree(json(line));
            if (!object.path("kind").isTextual() || !object.path("key").isTextual() || !object.has("value")) {
                throw new Damaged("kind, key or value is missing");
            }
            return new Entry(object.get("kind").textValue(), object.get("key").textValue(), object.get("value"));
        } catch (IOException e) {
            throw new Damaged("it is not JSON");
        }
    }

    /**
     * The JSON object of a whole line, in UTF-8.
     *
     * @throws Damaged unless length and checksum are those of the JSON
     */
    static byte[] json(byte[] line) throws Damaged {
        int begin = jsonBegin(line, 0);
        if (begin < 0) {
            throw new Damaged("it does not begin with '" + FORMAT + " LENGTH CHECKSUM'");
        }
        byte[] json = Arrays.copyOfRange(line, begin, line.length);
        String[] words = words(line, 0, begin);
        if (!words[1].equals(Integer.toString(json.length)) || !words[2].equals(checksum(json))) {
            throw new Damaged("its length or checksum does not match");
        }
        return json;
    }

    /** Where the record that begins at {@code begin} ends by its own length; -1 if none begins there or it ends beyond the line. */
    static int end(byte[] line, int begin) {
        int json = jsonBegin(line, begin);
        if (json < 0) {
            return -1;
        }
        try {
            int length = Integer.parseInt(words(line, begin, json)[1]);
            return length < 0 || length > line.length - json ? -1 : json + length;
        } catch (NumberFormatException damaged) {
            return -1;
        }
    }

    /** The place after the third space, if the line has the format's name before the first; else -1. */
    static int jsonBegin(byte[] line, int begin) {
        int spaces = 0;
        for (int i = begin; i < Math.min(line.length, begin + LONGEST_PREFIX); i++) {
            spaces += line[i] == ' ' ? 1 : 0;
            if (spaces == 3) {
                return words(line, begin, i)[0].equals(FORMAT) ? i + 1 : -1;
            }
        }
        return -1;
    }

    private static String[] words(byte[] line, int begin, int end) {
        return new String(line, begin, end - begin, StandardCharsets.ISO_8859_1).split(" ", -1);
    }

    private static String checksum(byte[] bytes) {
        return Sha256.of(bytes).substring(0, 2 * CHECKSUM_BYTES);
    }
}
