package io.sextant.cli.bench;

import io.sextant.device.measure.LayerProfile;
import io.sextant.ir.quantity.Quantity;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How a network ran: by which implementation, and how the backends fared that it was measured against.
 *
 * @param layers    where its time goes; empty if the engine does not tell
 * @param slower    median nanoseconds by name of the other backends
 * @param notUsable why backends do not run it, by their names
 */
public record Ranking(String implementation, Optional<LayerProfile> layers, Map<String, Double> slower, Map<String, String> notUsable) {
    public Ranking {
        slower = Collections.unmodifiableMap(new LinkedHashMap<>(slower));
        notUsable = Collections.unmodifiableMap(new LinkedHashMap<>(notUsable));
    }

    /** Of a network that only one backend was asked for. */
    public static Ranking alone(LayerProfile layers) {
        return new Ranking(layers.total().key().implementation(), Optional.of(layers), Map.of(), Map.of());
    }

    /** In a line: {@code c/2-clang19/isa=x86_avx2; onnxruntime 52.1 us}. */
    public String words() {
        StringBuilder words = new StringBuilder(implementation);
        slower.forEach((name, nanos) -> words.append("; ").append(name).append(' ').append(Quantity.time(nanos)));
        notUsable.forEach((name, why) -> words.append("; not ").append(name).append(": ").append(why));
        return words.toString();
    }

    /** Adds {@code backend}, {@code slower} and {@code not_usable}. */
    public void addTo(Map<String, Object> tree) {
        tree.put("backend", implementation);
        tree.put("slower", slower);
        tree.put("not_usable", notUsable);
    }
}
