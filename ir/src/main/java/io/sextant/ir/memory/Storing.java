package io.sextant.ir.memory;

import io.sextant.ir.kernel.PlacedKernel;
import java.util.function.ToLongFunction;

/**
 * What a backend says of the arena.
 *
 * @param alignment of every offset, a power of two
 * @param scratch bytes that a kernel needs while it runs
 */
public record Storing(Sharing sharing, int alignment, ToLongFunction<PlacedKernel> scratch) {
    private static final int USUAL_ALIGNMENT = 16;

    /** Aligned to 16 bytes, without scratch. */
    public static Storing with(Sharing sharing) {
        return new Storing(sharing, USUAL_ALIGNMENT, kernel -> 0);
    }
}
