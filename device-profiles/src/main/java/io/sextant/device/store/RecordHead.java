package io.sextant.device.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reads of a record only what it is called and what it is about: a measurement is mostly raw samples, which come last. */
final class RecordHead {
    private static final JsonFactory JSON = new JsonFactory();

    private RecordHead() {
    }

    /** @param line without its line feed */
    static RecordName name(byte[] line) throws RecordLine.Damaged {
        try (JsonParser parser = JSON.createParser(RecordLine.json(line))) {
            return name(parser);
        } catch (IOException e) {
            throw new RecordLine.Damaged("it is not JSON");
        }
    }

    /** @param line of a record of this kind, whose checksum is known to be right, without its line feed */
    static RecordInfo info(String kind, byte[] line) throws RecordLine.Damaged {
        int begin = RecordLine.jsonBegin(line, 0);
        try (JsonParser parser = JSON.createParser(line, begin, line.length - begin)) {
            Map<String, String> texts = texts(parser);
            return new RecordInfo(kind, Optional.ofNullable(texts.get("device")), Optional.ofNullable(texts.get("implementation")),
                Optional.ofNullable(texts.get("date")).flatMap(RecordHead::instant), line.length + 1L);
        } catch (IOException e) {
            throw new RecordLine.Damaged("it is not JSON");
        }
    }

    /** Reads until kind, key and the beginning of the value have been met. */
    private static RecordName name(JsonParser parser) throws IOException, RecordLine.Damaged {
        Optional<String> kind = Optional.empty();
        Optional<String> key = Optional.empty();
        boolean value = false;
        parser.nextToken();
        while ((kind.isEmpty() || key.isEmpty() || !value) && parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            Optional<String> text = parser.nextToken() == JsonToken.VALUE_STRING ? Optional.of(parser.getText()) : Optional.empty();
            kind = field.equals("kind") ? text : kind;
            key = field.equals("key") ? text : key;
            value |= field.equals("value");
            if (!field.equals("value") || kind.isEmpty() || key.isEmpty()) {
                parser.skipChildren();
            }
        }
        if (kind.isEmpty() || key.isEmpty() || !value) {
            throw new RecordLine.Damaged("kind, key or value is missing");
        }
        return new RecordName(kind.get(), key.get());
    }

    /** The texts among the value's own fields, at least device, implementation and date where it has them. */
    private static Map<String, String> texts(JsonParser parser) throws IOException {
        Map<String, String> texts = new HashMap<>();
        parser.nextToken();
        while (parser.nextToken() == JsonToken.FIELD_NAME && !parser.currentName().equals("value")) {
            parser.nextToken();
            parser.skipChildren();
        }
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            return texts;
        }
        while (!(texts.containsKey("device") && texts.containsKey("implementation") && texts.containsKey("date"))
            && parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            if (parser.nextToken() == JsonToken.VALUE_STRING) {
                texts.put(field, parser.getText());
            }
            parser.skipChildren();
        }
        return texts;
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException other) {
            return Optional.empty();
        }
    }
}
