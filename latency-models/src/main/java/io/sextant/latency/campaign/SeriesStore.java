package io.sextant.latency.campaign;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sextant.device.store.Entry;
import io.sextant.device.store.Store;
import io.sextant.ir.digest.Sha256;
import io.sextant.ir.kernel.Kernel;
import io.sextant.latency.Target;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Series in a {@link Store}, so that a campaign that was ended goes on where it was. */
public final class SeriesStore {
    private static final String KIND = "lut-series/1";

    private final Store store;

    public SeriesStore(Store store) {
        this.store = store;
    }

    /** Of how many of {@code items} a campaign would find a time here. */
    public int known(Target target, List<CampaignItem> items) {
        return (int) items.stream().filter(item -> find(target, item.kernel(), ChainTimer.protocol()).isPresent()).count();
    }

    /** What earlier campaigns measured of a kernel by the same protocol; empty also where the record makes no sense. */
    Optional<Series> find(Target target, Kernel kernel, String protocol) {
        return store.find(KIND, address(target, kernel, protocol)).flatMap(SeriesStore::read);
    }

    /** Replaces what is there; on the disk on return. */
    void put(Target target, String protocol, Map<Kernel, Series> series) {
        store.putAll(series.entrySet().stream()
            .map(entry -> new Entry(KIND, address(target, entry.getKey(), protocol), write(target, entry, protocol))).toList());
    }

    private static String address(Target target, Kernel kernel, String protocol) {
        return Sha256.of(String.join("\n", kernel.signature(), target.implementation(), target.device(),
            String.valueOf(target.threads()), target.clock().text(), protocol));
    }

    private static ObjectNode write(Target target, Map.Entry<Kernel, Series> entry, String protocol) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("kernel", entry.getKey().text())
            .put("implementation", target.implementation()).put("device", target.device()).put("threads", target.threads())
            .put("clock", target.clock().text()).put("protocol", protocol).put("date", entry.getValue().date().toString());
        ArrayNode nanos = json.putArray("process_ns");
        entry.getValue().nanos().forEach(nanos::add);
        return json;
    }

    private static Optional<Series> read(JsonNode json) {
        List<Double> nanos = new ArrayList<>();
        for (JsonNode process : json.path("process_ns")) {
            if (!process.isNumber()) {
                return Optional.empty();
            }
            nanos.add(process.doubleValue());
        }
        try {
            return nanos.isEmpty() ? Optional.empty() : Optional.of(new Series(nanos, Instant.parse(json.path("date").asText())));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
