package io.sextant.codegen.c.tuning;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sextant.codegen.c.family.Schedule;
import io.sextant.device.store.Entry;
import io.sextant.device.store.Store;
import io.sextant.ir.kernel.Kernel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Choices in a {@link Store}. */
final class ScheduleStore {
    static final String KIND = "schedule/1";

    private final Store store;
    private final ScheduleKey key;

    ScheduleStore(Store store, ScheduleKey key) {
        this.store = store;
        this.key = key;
    }

    /** What was chosen from just these schedules; empty also where the record makes no sense. */
    Optional<Schedule> find(Kernel kernel, List<Schedule> offered) {
        return store.find(KIND, key.address(kernel, offered)).flatMap(ScheduleStore::read).filter(offered::contains);
    }

    /** On the disk on return. */
    void put(Kernel kernel, List<Schedule> offered, Choice choice) {
        store.put(new Entry(KIND, key.address(kernel, offered), write(kernel, choice)));
    }

    private ObjectNode write(Kernel kernel, Choice choice) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("device", key.device()).put("implementation", key.implementation().id())
            .put("date", choice.date().toString()).put("flags", String.join(" ", key.flags())).put("kernel", kernel.text());
        ObjectNode schedule = json.putObject("schedule");
        new TreeMap<>(choice.schedule().parameters()).forEach(schedule::put);
        return json.put("cycles", choice.cycles()).put("modelled_cycles", choice.modelledCycles()).put("candidates", choice.candidates());
    }

    private static Optional<Schedule> read(JsonNode json) {
        Map<String, Integer> parameters = new TreeMap<>();
        for (Map.Entry<String, JsonNode> field : json.path("schedule").properties()) {
            if (!field.getValue().isInt()) {
                return Optional.empty();
            }
            parameters.put(field.getKey(), field.getValue().intValue());
        }
        return parameters.isEmpty() ? Optional.empty() : Optional.of(new Schedule(parameters));
    }
}
