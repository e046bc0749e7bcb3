package io.sextant.device.measure;

import io.sextant.device.run.Program;

/**
 * A fixed program that tells how fast a machine is at the moment. Neighbours on a shared host, the other thread of a core, clock
 * frequency: what slows one program down slows the next one down as well, by nearly the same share, for some ten milliseconds at least. A
 * program that is timed between two runs of the reference is therefore known much better relative to it than by itself.
 *
 * @param nanos thread CPU time of one of its inferences on the undisturbed machine
 */
public record Reference(Program program, double nanos) {
    public Reference {
        if (!(nanos > 0 && nanos < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("a reference takes some time, got " + nanos + " ns");
        }
    }
}
