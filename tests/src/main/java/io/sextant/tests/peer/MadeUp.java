package io.sextant.tests.peer;

import java.util.SplittableRandom;
import org.bytedeco.javacpp.FloatPointer;

/** Values that stand for real ones. */
final class MadeUp {
    private MadeUp() {
    }

    /** Uniform in [-bound, bound), the same each time. */
    static void fill(FloatPointer memory, float bound) {
        SplittableRandom random = new SplittableRandom(1);
        float[] values = new float[Math.toIntExact(memory.capacity())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) ((2 * random.nextDouble() - 1) * bound);
        }
        memory.put(values);
    }
}
