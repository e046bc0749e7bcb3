package io.sextant.device.store;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the lines of a store are.
 *
 * @param records    the latest record of each key, as far as they were asked for, by what they are about
 * @param superseded records after which another of the same key was stored
 * @param damaged    stretches of the file that are no records
 * @param newer      lines in the form of a later version of this program
 */
public record StoreSurvey(Map<Group, Amount> records, Amount superseded, Amount damaged, Amount newer) {
    public StoreSurvey {
        records = new LinkedHashMap<>(records);
    }

    /** Records that are about the same; see {@link RecordInfo}. */
    public record Group(String kind, Optional<String> device, Optional<String> implementation) {
        public static Group of(RecordInfo record) {
            return new Group(record.kind(), record.device(), record.implementation());
        }
    }

    /** All of {@link #records}. */
    public Amount total() {
        return records.values().stream().reduce(Amount.NONE, Amount::plus);
    }

    /** Whether anything is left to remove, if {@link #records} are those to be removed. */
    boolean removes() {
        return total().count() + superseded.count() + damaged.count() > 0;
    }

    /** Adds up line by line. */
    static final class Tally {
        private final Map<Group, Amount> records = new LinkedHashMap<>();
        private Amount superseded = Amount.NONE;
        private Amount damaged = Amount.NONE;
        private Amount newer = Amount.NONE;

        void record(RecordInfo record) {
            records.merge(Group.of(record), Amount.of(record.bytes(), record.date()), Amount::plus);
        }

        void superseded(RecordInfo record) {
            superseded = superseded.plus(Amount.of(record.bytes(), record.date()));
        }

        void damaged(long bytes) {
            damaged = damaged.plus(Amount.of(bytes, Optional.empty()));
        }

        void newer(long bytes) {
            newer = newer.plus(Amount.of(bytes, Optional.empty()));
        }

        StoreSurvey survey() {
            return new StoreSurvey(records, superseded, damaged, newer);
        }
    }
}
