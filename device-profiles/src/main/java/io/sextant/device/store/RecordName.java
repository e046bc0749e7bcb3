package io.sextant.device.store;

/** What a record is found by; see {@link Entry}. */
record RecordName(String kind, String key) {
}
