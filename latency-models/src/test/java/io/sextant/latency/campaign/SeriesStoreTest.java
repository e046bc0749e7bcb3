package io.sextant.latency.campaign;

import static io.sextant.latency.campaign.CampaignBench.TARGET;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sextant.device.measure.Clock;
import io.sextant.device.store.Entry;
import io.sextant.device.store.Store;
import io.sextant.ir.kernel.Kernel;
import io.sextant.latency.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeriesStoreTest {
    private static final String PROTOCOL = "p/1";
    private static final Kernel KERNEL = SampleKernels.RELU;
    private static final Series SERIES = new Series(List.of(1.5, -0.25, 1e9, 3.0, 4.0), Instant.parse("2026-01-31T12:00:00Z"));

    @TempDir
    Path home;

    private Optional<Series> find(Target target, Kernel kernel, String protocol) {
        try (Store store = Store.open(home)) {
            return new SeriesStore(store).find(target, kernel, protocol);
        }
    }

    private void put(Series series) {
        try (Store store = Store.open(home)) {
            new SeriesStore(store).put(TARGET, PROTOCOL, Map.of(KERNEL, series));
        }
    }

    @Test
    void whatIsPutIsFoundByALaterRun() {
        put(SERIES);
        assertEquals(Optional.of(SERIES), find(TARGET, KERNEL, PROTOCOL));
    }

    @Test
    void theLatestCounts() {
        put(SERIES);
        Series longer = SERIES.and(SERIES);
        put(longer);
        assertEquals(Optional.of(longer), find(TARGET, KERNEL, PROTOCOL));
    }

    @Test
    void anythingElseIsNotFound() {
        put(SERIES);
        assertEquals(Optional.empty(), find(TARGET, SampleKernels.SERIAL, PROTOCOL));
        assertEquals(Optional.empty(), find(TARGET, KERNEL, "p/2"));
        assertEquals(Optional.empty(), find(new Target("i/2/o", "d", 1, Clock.THREAD_CPU), KERNEL, PROTOCOL));
        assertEquals(Optional.empty(), find(new Target("i/1/o", "e", 1, Clock.THREAD_CPU), KERNEL, PROTOCOL));
        assertEquals(Optional.empty(), find(new Target("i/1/o", "d", 2, Clock.THREAD_CPU), KERNEL, PROTOCOL));
        assertEquals(Optional.empty(), find(new Target("i/1/o", "d", 1, Clock.WALL), KERNEL, PROTOCOL));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "7", "null", "{'process_ns': [], 'date': '2026-01-31T12:00:00Z'}",
        "{'process_ns': 7, 'date': '2026-01-31T12:00:00Z'}", "{'process_ns': [1, '2'], 'date': '2026-01-31T12:00:00Z'}",
        "{'process_ns': [1, null], 'date': '2026-01-31T12:00:00Z'}", "{'process_ns': [[1], 2], 'date': '2026-01-31T12:00:00Z'}",
        "{'process_ns': [1, 2]}", "{'process_ns': [1, 2], 'date': 'yesterday'}"})
    void aRecordThatMakesNoSenseIsNone(String value) throws JsonProcessingException {
        put(SERIES);
        try (Store store = Store.open(home)) {
            String key = store.list("lut-series/1").get(0).key();
            store.put(new Entry("lut-series/1", key, new ObjectMapper().readTree(value.replace('\'', '"'))));
        }
        assertEquals(Optional.empty(), find(TARGET, KERNEL, PROTOCOL));
    }

    @Test
    void ofATornRecordNothingIsTaken() throws IOException {
        put(SERIES);
        Path records = home.resolve("records.jsonl");
        byte[] whole = Files.readAllBytes(records);
        Files.write(records, Arrays.copyOf(whole, whole.length - 20), StandardOpenOption.TRUNCATE_EXISTING);
        assertEquals(Optional.empty(), find(TARGET, KERNEL, PROTOCOL));
    }
}
