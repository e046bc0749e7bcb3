package io.sextant.latency;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A lookup table of one device: at most one row for each key.
 *
 * @param device device fingerprint; every row carries it
 */
public record Lut(String device, List<LutRow> rows) {
    public Lut {
        LutText.require("device", device);
        rows = List.copyOf(rows);
        Map<LutKey, LutRow> byKey = new LinkedHashMap<>();
        for (LutRow row : rows) {
            if (!row.key().device().equals(device)) {
                throw new IllegalArgumentException("every row is of device '" + device + "', got '" + row.key().device() + "'");
            }
            if (byKey.put(row.key(), row) != null) {
                throw new IllegalArgumentException("one row for each key, got two of kernel " + row.key().kernel()
                    + " under " + row.key().implementation());
            }
        }
    }

    /** The row of {@code key}; empty if this table does not know it, which is not a cost of zero. */
    public Optional<LutRow> row(LutKey key) {
        return rows.stream().filter(row -> row.key().equals(key)).findFirst();
    }
}
