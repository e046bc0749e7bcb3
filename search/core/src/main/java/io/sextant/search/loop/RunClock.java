package io.sextant.search.loop;

import java.time.Duration;

/**
 * The time of a search: that of its latest event. It stands still in between, so that a search that is resumed decides by the same
 * times as it would have done without the interruption; and what an interruption takes, or the work that it undid, does not count.
 */
final class RunClock {
    private final TimeSource source;
    private final long begun;
    private final Duration before;
    private Duration now = Duration.ZERO;

    /** @param before time of the last event that is known already; zero for a search that begins */
    RunClock(TimeSource source, Duration before) {
        this.source = source;
        this.begun = source.nanos();
        this.before = before;
    }

    Duration now() {
        return now;
    }

    /** Moves on to the time of an event that was told earlier. */
    void reach(Duration at) {
        now = at.compareTo(now) > 0 ? at : now;
    }

    /** Moves on to the present: something happens. */
    Duration tick() {
        reach(before.plusNanos(source.nanos() - begun));
        return now;
    }
}
