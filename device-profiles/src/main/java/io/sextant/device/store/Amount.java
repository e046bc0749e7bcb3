package io.sextant.device.store;

import java.time.Instant;
import java.util.Optional;

/**
 * How much of something is kept.
 *
 * @param count how many records or files
 * @param first the earliest of their dates, of those that have one
 * @param last  the latest
 */
public record Amount(long count, long bytes, Optional<Instant> first, Optional<Instant> last) {
    public static final Amount NONE = new Amount(0, 0, Optional.empty(), Optional.empty());

    /** Of one thing. */
    public static Amount of(long bytes, Optional<Instant> date) {
        return new Amount(1, bytes, date, date);
    }

    public Amount plus(Amount other) {
        Optional<Instant> earlier = first.filter(date -> other.first.isEmpty() || !date.isAfter(other.first.get())).or(() -> other.first);
        Optional<Instant> later = last.filter(date -> other.last.isEmpty() || !date.isBefore(other.last.get())).or(() -> other.last);
        return new Amount(count + other.count, bytes + other.bytes, earlier, later);
    }
}
