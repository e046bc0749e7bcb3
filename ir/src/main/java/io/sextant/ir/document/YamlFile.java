package io.sextant.ir.document;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.sextant.ir.InvalidInput;
import io.sextant.ir.file.TextFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * Reads a YAML file that anybody may have written: one document of at most {@value #MOST_BYTES} bytes, nested at most
 * {@value #DEEPEST} deep, without aliases and tags, so that its size bounds the work; no key twice, no value missing.
 */
public final class YamlFile {
    private static final int MOST_BYTES = 1 << 18;
    private static final int DEEPEST = 8;
    private static final YAMLFactory FACTORY = new YAMLFactory();

    private final YAMLParser parser;

    private YamlFile(YAMLParser parser) {
        this.parser = parser;
    }

    /**
     * The document in the file {@code path}.
     *
     * @param expected what the file should be, for messages, e.g. {@code a device profile}
     * @throws InvalidInput if the file cannot be read or is no such document
     */
    public static YamlNode read(Path path, String expected) {
        return parse(path.toString(), TextFile.read(path, MOST_BYTES, expected));
    }

    /**
     * The document that {@code text} is.
     *
     * @param file how messages call the text
     * @throws InvalidInput if it is no such document
     */
    public static YamlNode parse(String file, String text) {
        if (text.length() > MOST_BYTES) {
            throw new InvalidInput(file + ": larger than " + MOST_BYTES + " bytes");
        }
        try (YAMLParser parser = FACTORY.createParser(text)) {
            return new YamlFile(parser).document(file);
        } catch (JsonProcessingException malformed) {
            JsonLocation place = malformed.getLocation();
            String line = place == null ? "" : ":" + place.getLineNr();
            throw new InvalidInput(file + line + ": no valid YAML: " + problem(malformed), malformed);
        } catch (IOException impossible) {
            throw new IllegalStateException("a text can be read", impossible);
        }
    }

    private static String problem(JsonProcessingException malformed) {
        boolean marked = malformed.getCause() instanceof MarkedYAMLException;
        String problem = marked ? ((MarkedYAMLException) malformed.getCause()).getProblem() : malformed.getOriginalMessage();
        return Place.shorten(String.valueOf(problem).lines().findFirst().orElse("malformed"));
    }

    private YamlNode document(String file) throws IOException {
        if (parser.nextToken() == null) {
            throw new InvalidInput(file + ": the file is empty");
        }
        YamlNode document = node(new Place(file, line(), ""), 0);
        if (parser.nextToken() != null) {
            throw new Place(file, line(), "").error("expected the end of the file, found another document");
        }
        return document;
    }

    private YamlNode node(Place place, int depth) throws IOException {
        if (depth > DEEPEST) {
            throw place.error("nested more than " + DEEPEST + " deep");
        }
        refuseReferences(place);
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            return new YamlNode(place, mapping(place, depth));
        }
        if (token == JsonToken.START_ARRAY) {
            return new YamlNode(place, sequence(place, depth));
        }
        if (token == JsonToken.VALUE_NULL || parser.getText().isEmpty()) {
            throw place.error("the value is missing");
        }
        return new YamlNode(place, new Content.Scalar(parser.getText()));
    }

    private void refuseReferences(Place place) throws IOException {
        if (parser.isCurrentAlias()) {
            throw place.error("aliases (*name) are not supported; write the value out");
        }
        if (parser.getTypeId() != null) {
            throw place.error("tags (!name) are not supported; leave it out");
        }
    }

    private Content.Mapping mapping(Place place, int depth) throws IOException {
        Map<String, YamlNode> entries = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            Place entry = place.key(parser.currentName(), line());
            if (entries.containsKey(parser.currentName())) {
                throw entry.error("the key is given twice");
            }
            String key = parser.currentName();
            parser.nextToken();
            entries.put(key, node(entry, depth + 1));
        }
        return new Content.Mapping(entries);
    }

    private Content.Sequence sequence(Place place, int depth) throws IOException {
        List<YamlNode> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(node(place.item(items.size(), line()), depth + 1));
        }
        return new Content.Sequence(items);
    }

    private int line() {
        return parser.currentTokenLocation().getLineNr();
    }
}
