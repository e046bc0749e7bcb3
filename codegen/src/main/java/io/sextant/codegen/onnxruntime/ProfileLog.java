package io.sextant.codegen.onnxruntime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The file that ONNX Runtime's profiler writes: a JSON array of events in the order of their end, each with a begin {@code ts} and
 * a duration {@code dur} in whole microseconds. Events of the category {@code Node} are operators; {@code model_run} ends an
 * inference.
 */
final class ProfileLog {
    private static final ObjectReader EVENTS = new ObjectMapper().readerFor(JsonNode.class);
    private static final String KERNEL_TIME = "_kernel_time";
    /** Operators whose time contains that of the operators in their body. */
    private static final Set<String> CONTROL_FLOW = Set.of("If", "Loop", "Scan");
    private static final int WARM_UP_PARTS = 4;

    private record Event(Key key, long begin, long micros) {
    }

    private record Key(String name, String operator, String index) {
    }

    private final List<Map<Key, Long>> runs = new ArrayList<>();
    private List<Event> current = new ArrayList<>();

    private ProfileLog() {
    }

    /**
     * The operators in the order in which they run, with the median of each over inferences, the first quarter of these left out.
     *
     * @throws UnreadableProfile if the file is no profile or has no operators
     */
    static List<ProfiledNode> read(Path file) throws IOException, UnreadableProfile {
        ProfileLog log = new ProfileLog();
        try (MappingIterator<JsonNode> events = EVENTS.readValues(file.toFile())) {
            while (events.hasNextValue()) {
                log.add(events.nextValue());
            }
        } catch (JsonProcessingException e) {
            throw new UnreadableProfile("the profile is no JSON, perhaps for a quote in the name of a node: "
                + e.getOriginalMessage());
        }
        return log.medians();
    }

    private void add(JsonNode event) {
        String name = event.path("name").asText();
        if (event.path("cat").asText().equals("Node") && name.endsWith(KERNEL_TIME)) {
            JsonNode arguments = event.path("args");
            String operator = arguments.path("op_name").asText();
            long begin = event.path("ts").asLong();
            if (CONTROL_FLOW.contains(operator)) {
                current.removeIf(inner -> inner.begin() >= begin);
            }
            String node = name.substring(0, name.length() - KERNEL_TIME.length());
            current.add(new Event(new Key(node, operator, arguments.path("node_index").asText()), begin, event.path("dur").asLong()));
        } else if (name.equals("model_run")) {
            Map<Key, Long> run = new LinkedHashMap<>();
            current.forEach(node -> run.merge(node.key(), node.micros(), Long::sum));
            runs.add(run);
            current = new ArrayList<>();
        }
    }

    private List<ProfiledNode> medians() throws UnreadableProfile {
        if (runs.isEmpty() || runs.get(runs.size() - 1).isEmpty()) {
            throw new UnreadableProfile("the profile has no operators");
        }
        List<Map<Key, Long>> steady = runs.subList(runs.size() / WARM_UP_PARTS, runs.size());
        List<ProfiledNode> nodes = new ArrayList<>();
        for (Key key : steady.get(0).keySet()) {
            long[] micros = steady.stream().mapToLong(run -> run.getOrDefault(key, 0L)).toArray();
            nodes.add(new ProfiledNode(key.name(), key.operator(), median(micros)));
        }
        return nodes;
    }

    /**
     * Median of durations that were cut to whole microseconds: {@code k} stands for k to k + 1, and the median lies in its class
     * where half of all lie below (the median of grouped data).
     */
    static double median(long[] micros) {
        long[] sorted = micros.clone();
        Arrays.sort(sorted);
        long middle = sorted[(sorted.length - 1) / 2];
        long below = Arrays.stream(sorted).filter(value -> value < middle).count();
        long equal = Arrays.stream(sorted).filter(value -> value == middle).count();
        return middle + (sorted.length / 2.0 - below) / equal;
    }
}
