package io.sextant.device.measure;

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

    /** The default clock of a CPU: thread CPU time for one thread, wall time for more. */
    public static Clock forThreads(int threads) {
        return threads == 1 ? THREAD_CPU : WALL;
    }
}
