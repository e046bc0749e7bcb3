package io.sextant.codegen.c.family;

import java.util.LinkedHashMap;
import java.util.Map;

/** Macros of a template in the making. */
final class Macros {
    private final Map<String, String> values = new LinkedHashMap<>();

    Macros put(String name, long value) {
        return put(name, String.valueOf(value));
    }

    Macros put(String name, boolean value) {
        return put(name, value ? "1" : "0");
    }

    Macros put(String name, String value) {
        values.put(name, value);
        return this;
    }

    Macros putAll(Schedule schedule) {
        schedule.parameters().forEach((name, value) -> put(name, value));
        return this;
    }

    /** How {@code columns} are divided into panels of {@code vectors} vectors: all full but the last, which may be narrower. */
    Macros panels(long columns, int vectors, int lanes) {
        long all = (columns + lanes - 1) / lanes;
        long live = columns % lanes;
        long full = live == 0 ? all / vectors : (all - 1) / vectors;
        long last = all - full * vectors;
        return put("FULL_PANELS", full).put("LAST_NV", last).put("LAST_STEP", Math.max(1, last) * lanes)
            .put("LIVE", live == 0 ? lanes : live);
    }

    Map<String, String> all() {
        return values;
    }
}
