package io.sextant.device.store;

import java.time.Instant;
import java.util.Optional;

/**
 * What a record says of itself, whatever its kind.
 *
 * @param device         fingerprint of the device it is about, where its value has a text {@code device}
 * @param implementation {@link io.sextant.device.run.Implementation#id()}, where its value has a text {@code implementation}
 * @param date           where its value has an ISO 8601 instant {@code date}
 * @param bytes          of its line
 */
public record RecordInfo(String kind, Optional<String> device, Optional<String> implementation, Optional<Instant> date, long bytes) {
}
