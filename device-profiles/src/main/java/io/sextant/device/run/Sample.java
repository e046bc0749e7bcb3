package io.sextant.device.run;

/**
 * Time of one inference, averaged over a block of inferences that were timed together; nanoseconds.
 *
 * @param cpuNanos  CPU time of the thread that calls the engine
 * @param wallNanos elapsed time
 * @param waitNanos time that threads of the worker were ready to run but had no core: the calling thread alone if the program has one
 *                  thread, else the sum over the worker's threads; 0 where the kernel does not tell
 */
public record Sample(double cpuNanos, double wallNanos, double waitNanos) {
    public Sample {
        if (!isTime(cpuNanos) || !isTime(wallNanos) || !isTime(waitNanos)) {
            throw new IllegalArgumentException("times are finite and not negative, got " + cpuNanos + " " + wallNanos + " " + waitNanos);
        }
    }

    private static boolean isTime(double nanos) {
        return nanos >= 0 && nanos < Double.POSITIVE_INFINITY;
    }
}
