package io.sextant.codegen.c.family;

import java.util.Map;
import java.util.TreeMap;

/**
 * How a kernel is done, by the names of its template's macros, e.g. {@code MR=14 NV=2 MB=56}: what may change its time and not its result.
 */
public record Schedule(Map<String, Integer> parameters) {
    /** For kernels that can be done in one way only. */
    public static final Schedule ONLY = new Schedule(Map.of());

    public Schedule {
        parameters = Map.copyOf(parameters);
    }

    public int get(String name) {
        Integer value = parameters.get(name);
        if (value == null) {
            throw new IllegalArgumentException("schedule " + this + " has no " + name);
        }
        return value;
    }

    /** The same with another value of one parameter. */
    Schedule with(String name, int value) {
        Map<String, Integer> changed = new TreeMap<>(parameters);
        changed.put(name, value);
        return new Schedule(changed);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(parameters).forEach((name, value) -> text.append(text.isEmpty() ? "" : " ").append(name).append('=').append(value));
        return text.toString();
    }
}
