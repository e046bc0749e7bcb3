package io.sextant.tests.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sextant.tests.program.ProgramRun;
import java.util.List;
import java.util.stream.StreamSupport;

/** What {@code --json} prints. */
final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private Json() {
    }

    /** The one object that a run printed; it names its schema. */
    static JsonNode of(ProgramRun run) {
        try {
            JsonNode tree = MAPPER.readTree(run.stdout());
            assertTrue(tree.path("schema").isTextual(), () -> "no schema in " + run.transcript());
            return tree;
        } catch (JsonProcessingException e) {
            return fail("standard output is not one JSON object: " + e.getMessage() + "\n" + run.transcript());
        }
    }

    /** Fails unless {@code tree} has a value at each of the {@code pointers} (RFC 6901). */
    static void assertHas(JsonNode tree, String... pointers) {
        List<String> missing = List.of(pointers).stream()
            .filter(pointer -> tree.at(pointer).isMissingNode() || tree.at(pointer).isNull()).toList();
        assertEquals(List.of(), missing, () -> "missing in " + tree.toPrettyString());
    }

    static List<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }
}
