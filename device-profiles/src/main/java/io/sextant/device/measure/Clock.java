package io.sextant.device.measure;

import io.sextant.device.run.Sample;
import io.sextant.ir.InvalidInput;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Clocks of contracts.md; never mixed. */
public enum Clock {
    THREAD_CPU("thread-cpu"),
    WALL("wall");

    private final String text;

    Clock(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }

    /** Nanoseconds of one inference on this clock. CPU time is what it would be at full pace; elapsed time is as it was. */
    public double nanos(Sample sample) {
        return this == THREAD_CPU ? sample.cpuNanos() * sample.pace() : sample.wallNanos();
    }

    /** The default clock of a CPU: thread CPU time for one thread, wall time for more. */
    public static Clock forThreads(int threads) {
        return threads == 1 ? THREAD_CPU : WALL;
    }

    /** @throws InvalidInput if there is no such clock */
    public static Clock parse(String text) {
        return Arrays.stream(values()).filter(clock -> clock.text.equals(text)).findFirst().orElseThrow(() -> new InvalidInput(
            "unknown clock '" + text + "'; there are " + Arrays.stream(values()).map(Clock::text).collect(Collectors.joining(", "))));
    }
}
