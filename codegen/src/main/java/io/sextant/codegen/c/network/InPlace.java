package io.sextant.codegen.c.network;

import io.sextant.codegen.c.family.Manifest;
import io.sextant.ir.kernel.PlacedKernel;
import io.sextant.ir.op.Value;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * What kernels take for granted about operands in the place of their results. Those that compute panels, blocks of channels or tiles do not
 * write in ascending order: a residual that begins with the result is read where it is then written, one that begins elsewhere may be
 * overwritten before. A plan gives these operands, which have the result's type, its very place, or one apart.
 */
final class InPlace {
    /** Kernels that write their elements in ascending order. */
    private static final Set<Manifest> ASCENDING = EnumSet.of(Manifest.ELEMENTWISE, Manifest.SCALAR);

    private InPlace() {
    }

    /**
     * @param offset of a value in the arena, in bytes
     * @throws IllegalStateException if an operand overlaps the result without beginning with it, and the kernel is not element-wise
     */
    static void require(PlacedKernel kernel, ToLongFunction<Value> offset) {
        Value result = kernel.result();
        long at = offset.applyAsLong(result);
        for (Value input : kernel.inputs()) {
            long from = offset.applyAsLong(input);
            boolean overlaps = from < at + result.type().bytes() && at < from + input.type().bytes();
            if (overlaps && from != at && Manifest.of(kernel).filter(ASCENDING::contains).isEmpty()) {
                throw new IllegalStateException(kernel.kernel().label() + " reads " + input + " from byte " + from
                    + " of the arena and writes to " + at + ": they overlap, and do not begin together");
            }
        }
    }
}
