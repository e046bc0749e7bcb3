package io.sextant.cli.cache;

import io.sextant.device.store.Amount;
import io.sextant.device.store.RecordInfo;
import io.sextant.device.store.StoreSurvey.Group;
import io.sextant.ir.InvalidInput;
import java.time.Instant;
import java.util.Optional;

/**
 * What to remove. {@code everything}, {@code stale} and {@code programs} add to each other; {@code device} and {@code before} narrow
 * what they select, and where none of them is given, all records (and, without a device, all programs).
 *
 * @param device fingerprint; only records are of a device
 * @param before only what was made, or last changed, before; what has no date is not
 */
public record Selection(boolean everything, boolean stale, boolean programs, Optional<String> device, Optional<Instant> before) {
    /** All that can be made again. */
    public static final Selection EVERYTHING = new Selection(true, false, false, Optional.empty(), Optional.empty());

    public Selection {
        if (device.isPresent() && (everything || programs)) {
            throw new InvalidInput("--device selects records, and programs and libraries are of no device: give --device without "
                + (everything ? "--all" : "--programs"));
        }
    }

    /** Whether nothing is selected, so that only what is of no use to anybody is removed. */
    public boolean isEmpty() {
        return !everything && !stale && !programs && device.isEmpty() && before.isEmpty();
    }

    private boolean onlyNarrows() {
        return !everything && !stale && !programs && !isEmpty();
    }

    boolean record(RecordInfo record, Current current) {
        boolean chosen = everything || onlyNarrows() || stale && current.of(Group.of(record)) == Validity.STALE;
        return chosen && (device.isEmpty() || device.equals(record.device()))
            && (before.isEmpty() || record.date().filter(this::date).isPresent());
    }

    /** Whether compiled programs are selected, as far as their {@link #date} is. */
    boolean anyProgram() {
        return everything || programs || onlyNarrows() && device.isEmpty();
    }

    boolean date(Instant date) {
        return before.isEmpty() || date.isBefore(before.get());
    }

    /** Whether an unpacked version is selected; it counts as old as its newest file. */
    boolean version(Validity validity, Amount amount) {
        boolean chosen = everything || stale && device.isEmpty() && validity == Validity.STALE;
        return chosen && (before.isEmpty() || amount.last().filter(this::date).isPresent());
    }
}
