package io.sextant.codegen.c.tuning;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sextant.codegen.c.family.Schedule;
import io.sextant.device.run.Implementation;
import io.sextant.device.store.Entry;
import io.sextant.device.store.Store;
import io.sextant.device.store.StoreSurvey.Group;
import io.sextant.ir.kernel.Kernel;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScheduleStoreTest {
    private static final Schedule FIRST = new Schedule(Map.of("MR", 14, "NV", 2));
    private static final Schedule SECOND = new Schedule(Map.of("MR", 5, "NV", 5));
    private static final List<Schedule> OFFERED = List.of(FIRST, SECOND);
    private static final ScheduleKey KEY = key("c", "2-clang", "here", List.of("-O3"));

    @TempDir
    Path home;

    private static ScheduleKey key(String backend, String version, String device, List<String> flags) {
        return new ScheduleKey(new Implementation(backend, version, "isa=x86_64,tuning=measured"), flags, device);
    }

    private static Kernel relu(int channels) {
        return Kernel.parse("sextant-kernel/1 input %0: f32[1x" + channels + "]; %1: f32[1x" + channels + "] = unary(%0) kind=relu; output %1");
    }

    private static Choice choice(Schedule schedule) {
        return new Choice(schedule, 900, 1000, 2, Instant.parse("2026-01-02T03:04:05Z"));
    }

    private Optional<Schedule> found(ScheduleKey key, Kernel kernel, List<Schedule> offered) {
        try (Store store = Store.open(home)) {
            return new ScheduleStore(store, key).find(kernel, offered);
        }
    }

    private void put(Kernel kernel, Schedule schedule) {
        try (Store store = Store.open(home)) {
            new ScheduleStore(store, KEY).put(kernel, OFFERED, choice(schedule));
        }
    }

    @Test
    void aChoiceIsFoundAgainByTheSameQuestionOnly() {
        put(relu(8), SECOND);
        assertEquals(Optional.of(SECOND), found(KEY, relu(8), OFFERED));
        assertEquals(Optional.empty(), found(KEY, relu(9), OFFERED), "another kernel");
        assertEquals(Optional.empty(), found(KEY, relu(8), List.of(FIRST, SECOND, new Schedule(Map.of("MR", 1)))), "another offer");
        assertEquals(Optional.empty(), found(key("c", "2-clang", "there", List.of("-O3")), relu(8), OFFERED), "another device");
        assertEquals(Optional.empty(), found(key("c", "3-clang", "here", List.of("-O3")), relu(8), OFFERED), "another version");
        assertEquals(Optional.empty(), found(key("c", "2-clang", "here", List.of("-O2")), relu(8), OFFERED), "other flags");
        put(relu(8), FIRST);
        assertEquals(Optional.of(FIRST), found(KEY, relu(8), OFFERED), "the latest counts");
    }

    @Test
    void aTornRecordCostsItselfOnly() throws IOException {
        put(relu(8), SECOND);
        put(relu(9), SECOND);
        try (FileChannel file = FileChannel.open(home.resolve("records.jsonl"), StandardOpenOption.WRITE)) {
            file.truncate(file.size() - 20);
        }
        assertEquals(Optional.of(SECOND), found(KEY, relu(8), OFFERED));
        assertEquals(Optional.empty(), found(KEY, relu(9), OFFERED));
        put(relu(9), SECOND);
        assertEquals(Optional.of(SECOND), found(KEY, relu(9), OFFERED));
    }

    @Test
    void whatMakesNoSenseIsNoChoice() {
        String address = KEY.address(relu(8), OFFERED);
        try (Store store = Store.open(home)) {
            ScheduleStore schedules = new ScheduleStore(store, KEY);
            store.put(new Entry(ScheduleStore.KIND, address, JsonNodeFactory.instance.objectNode()));
            assertEquals(Optional.empty(), schedules.find(relu(8), OFFERED));
            var strange = JsonNodeFactory.instance.objectNode();
            strange.putObject("schedule").put("MR", 14).put("NV", "two");
            store.put(new Entry(ScheduleStore.KIND, address, strange));
            assertEquals(Optional.empty(), schedules.find(relu(8), OFFERED));
            var other = JsonNodeFactory.instance.objectNode();
            other.putObject("schedule").put("MR", 99);
            store.put(new Entry(ScheduleStore.KIND, address, other));
            assertEquals(Optional.empty(), schedules.find(relu(8), OFFERED), "it is not offered");
        }
    }

    @Test
    void recordsSayWhatTheyAreOf() {
        put(relu(8), SECOND);
        try (Store store = Store.open(home)) {
            assertEquals(Set.of(new Group("schedule/1", Optional.of("here"), Optional.of("c/2-clang/isa=x86_64,tuning=measured"))),
                store.survey(record -> true).records().keySet());
            store.prune(record -> record.device().equals(Optional.of("here")));
            assertEquals(Optional.empty(), new ScheduleStore(store, KEY).find(relu(8), OFFERED));
        }
    }
}
