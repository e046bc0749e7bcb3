package io.sextant.device.profile;

import java.time.Instant;
import java.util.List;

/**
 * Where figures come from.
 *
 * @param date     when they were measured
 * @param method   how, with the versions that matter
 * @param failures what could not be measured, and why, one line each
 */
public record Provenance(Instant date, String method, List<String> failures) {
    public Provenance {
        failures = List.copyOf(failures);
    }
}
