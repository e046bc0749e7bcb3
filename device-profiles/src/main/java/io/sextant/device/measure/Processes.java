package io.sextant.device.measure;

import io.sextant.device.run.Sample;
import java.util.List;

/** What the samples of fresh processes come to. */
public final class Processes {
    /** A wall time is kept if threads of the worker waited for a core for less than this share of it. */
    static final double WAIT_SHARE = 0.02;

    private Processes() {
    }

    /** The median of each process, in nanoseconds. */
    public static double[] medians(List<List<Sample>> processes, Clock clock) {
        return processes.stream().mapToDouble(samples -> median(samples, clock)).toArray();
    }

    /**
     * Wall times during which the worker waited for a core are left out, unless there are no others. Thread CPU time does not count
     * waiting.
     */
    private static double median(List<Sample> samples, Clock clock) {
        List<Sample> kept = samples.stream().filter(sample -> clock != Clock.WALL || undisturbed(sample)).toList();
        return Bootstrap.median((kept.isEmpty() ? samples : kept).stream().mapToDouble(clock::nanos).toArray());
    }

    private static boolean undisturbed(Sample sample) {
        return sample.waitNanos() <= WAIT_SHARE * sample.wallNanos();
    }

    /** The median pace of all samples. */
    static double pace(List<List<Sample>> processes) {
        return Bootstrap.median(processes.stream().flatMap(List::stream).mapToDouble(Sample::pace).toArray());
    }

    /** Share of the elapsed time that threads of the worker waited for a core, 0..1. */
    static double waitShare(List<List<Sample>> processes) {
        double wall = 0;
        double wait = 0;
        for (List<Sample> samples : processes) {
            for (Sample sample : samples) {
                wall += sample.wallNanos();
                wait += sample.waitNanos();
            }
        }
        return wall == 0 ? 0 : Math.min(1, wait / wall);
    }
}
