package io.sextant.device.measure;

import java.util.Locale;

/**
 * How good measurements on this machine are now.
 *
 * @param aaDifference difference between two measurements of one and the same program that alternated in the same processes, as a
 *                     share of its time
 * @param resolvable   smallest difference between two programs that can be told from noise: measured in different processes, a
 *                     program differs from itself by more in 5 % of all cases
 */
public record NoiseReport(double aaDifference, double resolvable, HostState host) {
    private static final double THROTTLED = 0.05;
    private static final double STOLEN = 0.01;
    private static final double NOISY = 0.05;
    /** A pace above this needs no words. */
    private static final double UNDISTURBED = 0.97;

    /** Verdicts, the worst first. */
    public enum Verdict {
        /** The cores became slower meanwhile. */
        THROTTLED,
        /** Others competed for the cores. */
        LOADED,
        /** The program itself repeats badly. */
        NOISY,
        QUIET;

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Verdict verdict() {
        if (host.slowdown() > THROTTLED) {
            return Verdict.THROTTLED;
        }
        if (host.waitShare() > Processes.WAIT_SHARE || host.stealShare() > STOLEN) {
            return Verdict.LOADED;
        }
        return resolvable > NOISY ? Verdict.NOISY : Verdict.QUIET;
    }

    private String paceWords() {
        return host.pace() > UNDISTURBED ? "" : String.format(Locale.ROOT,
            ", the cores ran at %.0f %% of their full pace, at which thread-cpu times are told", 100 * host.pace());
    }

    /** One sentence with the verdict, what it rests on, and what to do. */
    public String words() {
        String differences = String.format(Locale.ROOT, "differences under %.1f %% are noise (A/A %.1f %%)%s",
            100 * resolvable, 100 * aaDifference, paceWords());
        return switch (verdict()) {
            case THROTTLED -> String.format(Locale.ROOT, "throttled: the cores became %.0f %% slower during the check; %s; "
                + "let the machine cool down or fix its clock frequency", 100 * host.slowdown(), differences);
            case LOADED -> String.format(Locale.ROOT, "loaded: the worker waited for a core in %.0f %% of its time, %.0f %% was stolen by "
                + "the hypervisor, load average %.1f on %d cores; %s; stop other jobs, or trust thread-cpu times only",
                100 * host.waitShare(), 100 * host.stealShare(), host.loadAverage(), host.cores(), differences);
            case NOISY -> "noisy: " + differences + "; measure with more processes, or stop what disturbs caches and memory";
            case QUIET -> "quiet: " + differences;
        };
    }
}
