package io.sextant.device.store;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One thing that is stored.
 *
 * @param kind what it is, e.g. {@code measurement/1}, with the version of its form
 * @param key  what determines it; of equal keys of a kind the latest counts
 */
public record Entry(String kind, String key, JsonNode value) {
}
