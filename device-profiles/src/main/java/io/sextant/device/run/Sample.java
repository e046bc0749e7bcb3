package io.sextant.device.run;

/**
 * Time of one inference, averaged over a block of inferences that were timed together; nanoseconds.
 *
 * @param cpuNanos  CPU time of the thread that calls the engine
 * @param wallNanos elapsed time
 * @param waitNanos time that threads of the worker were ready to run but had no core: the calling thread alone if the program has one
 *                  thread, else the sum over the worker's threads; 0 where the kernel does not tell
 * @param pace      speed of the machine around it, as a share of its undisturbed speed; 1 where nothing told it
 */
public record Sample(double cpuNanos, double wallNanos, double waitNanos, double pace) {
    public Sample {
        if (!isTime(cpuNanos) || !isTime(wallNanos) || !isTime(waitNanos)) {
            throw new IllegalArgumentException("times are finite and not negative, got " + cpuNanos + " " + wallNanos + " " + waitNanos);
        }
        if (!(pace > 0 && pace < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("a pace is above 0 and finite, got " + pace);
        }
    }

    /** A sample of which nothing told the pace. */
    public Sample(double cpuNanos, double wallNanos, double waitNanos) {
        this(cpuNanos, wallNanos, waitNanos, 1);
    }

    /** The same times, taken at {@code known} pace. */
    public Sample at(double known) {
        return new Sample(cpuNanos, wallNanos, waitNanos, known);
    }

    private static boolean isTime(double nanos) {
        return nanos >= 0 && nanos < Double.POSITIVE_INFINITY;
    }
}
