package io.sextant.cli.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/** Trees of maps, lists, texts and numbers as JSON. */
public final class JsonText {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private JsonText() {
    }

    /** Without line breaks. */
    static String line(Object tree) {
        return text(MAPPER.writer(), tree);
    }

    /** Indented, for people. */
    public static String indented(Object tree) {
        return text(MAPPER.writerWithDefaultPrettyPrinter(), tree);
    }

    /**
     * The object in {@code text}.
     *
     * @throws JsonProcessingException if there is none
     */
    static Map<String, Object> object(String text) throws JsonProcessingException {
        return MAPPER.readValue(text, new TypeReference<LinkedHashMap<String, Object>>() { });
    }

    private static String text(ObjectWriter writer, Object tree) {
        try {
            return writer.writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of maps, lists, texts and numbers is JSON", e);
        }
    }
}
