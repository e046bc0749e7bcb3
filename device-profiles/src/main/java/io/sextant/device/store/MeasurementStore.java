package io.sextant.device.store;

import io.sextant.device.measure.Measurement;
import io.sextant.device.measure.MeasurementJson;
import io.sextant.device.measure.MeasurementKey;
import io.sextant.ir.digest.Sha256;
import java.util.List;
import java.util.Optional;

/** Measurements in a {@link Store}, under the SHA-256 of their key. */
public final class MeasurementStore {
    private static final String KIND = "measurement/1";

    private final Store store;

    public MeasurementStore(Store store) {
        this.store = store;
    }

    /** The latest measurement with this key. */
    public Optional<Measurement> find(MeasurementKey key) {
        return store.find(KIND, address(key)).map(MeasurementJson::read);
    }

    /** All that was measured, of each key the latest. */
    public List<Measurement> list() {
        return store.list(KIND).stream().map(entry -> MeasurementJson.read(entry.value())).toList();
    }

    /** How many keys have one. */
    public int count() {
        return store.count(KIND);
    }

    /** Stores measurements; they are on the disk on return. */
    public void putAll(List<Measurement> measurements) {
        if (!measurements.isEmpty()) {
            store.putAll(measurements.stream().map(m -> new Entry(KIND, address(m.key()), MeasurementJson.write(m))).toList());
        }
    }

    private static String address(MeasurementKey key) {
        return Sha256.of(MeasurementJson.write(key).toString());
    }
}
