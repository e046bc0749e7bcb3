package io.sextant.device.measure;

/**
 * How much is measured of each program.
 *
 * @param processes       fresh processes, at least five: an interval over fewer says nothing
 * @param rounds          how often each process comes back to each program
 * @param samplesPerRound blocks of inferences that are timed each time
 */
public record Effort(int processes, int rounds, int samplesPerRound) {
    /** Enough to rank many candidates. */
    public static final Effort SCREENING = new Effort(5, 4, 3);
    /** For the few whose numbers are published or decide. */
    public static final Effort FINAL = new Effort(11, 10, 5);

    private static final int FEWEST_PROCESSES = 5;

    public Effort {
        if (processes < FEWEST_PROCESSES || rounds < 1 || samplesPerRound < 1) {
            throw new IllegalArgumentException("a measurement takes at least 5 processes, 1 round and 1 sample, got "
                + processes + ", " + rounds + " and " + samplesPerRound);
        }
    }

    /** Name and parameters of the protocol, as stored with every measurement. In its second version CPU times are at full pace. */
    public String protocol() {
        return "fresh-processes/2 processes=" + processes + " rounds=" + rounds + " samples=" + samplesPerRound;
    }
}
