package io.sextant.latency;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A lookup table of one device: at most one row for each key.
 *
 * @param device      device fingerprint; every row carries it
 * @param corrections for whole networks, at most one for each target
 */
public record Lut(String device, List<Correction> corrections, List<LutRow> rows) {
    public Lut {
        LutText.require("device", device);
        corrections = List.copyOf(corrections);
        rows = List.copyOf(rows);
        requireOneEach(device, corrections);
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

    private static void requireOneEach(String device, List<Correction> corrections) {
        long targets = corrections.stream().map(Correction::target).filter(target -> target.device().equals(device)).distinct().count();
        if (targets != corrections.size()) {
            throw new IllegalArgumentException("one correction for each target, all of device '" + device + "'");
        }
    }

    /** The correction for whole networks of {@code target}. */
    public Optional<Correction> correction(Target target) {
        return corrections.stream().filter(correction -> correction.target().equals(target)).findFirst();
    }

    /**
     * This table with the rows and corrections of {@code newer}, which win where both have one.
     *
     * @throws IllegalArgumentException if it is of another device
     */
    public Lut with(Lut newer) {
        if (!newer.device.equals(device)) {
            throw new IllegalArgumentException("a table holds one device, this is of '" + device
                + "', the newer one of '" + newer.device + "'");
        }
        Map<LutKey, LutRow> byKey = new LinkedHashMap<>();
        rows.forEach(row -> byKey.put(row.key(), row));
        newer.rows.forEach(row -> byKey.put(row.key(), row));
        Map<Target, Correction> byTarget = new LinkedHashMap<>();
        corrections.forEach(correction -> byTarget.put(correction.target(), correction));
        newer.corrections.forEach(correction -> byTarget.put(correction.target(), correction));
        return new Lut(device, List.copyOf(byTarget.values()), List.copyOf(byKey.values()));
    }

    /** The row of {@code key}; empty if this table does not know it, which is not a cost of zero. */
    public Optional<LutRow> row(LutKey key) {
        return rows.stream().filter(row -> row.key().equals(key)).findFirst();
    }
}
