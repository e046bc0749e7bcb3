package io.sextant.codegen.c.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/**
 * What a kernel works on: each input, the output, scratch memory and weights between guards that nobody may write to. All kernels of a
 * process lie at the same addresses, so that where memory happens to be favours none of two that are compared.
 */
final class KernelMemory {
    private static final int ALIGNMENT = 64;
    private static final int GUARD = 4096;
    /** Four of it are a float that is no number. */
    private static final byte PATTERN = (byte) 0xff;

    private BytePointer memory = new BytePointer(GUARD);

    /** Places of parts, each of so many bytes; the memory grows if need be. */
    List<BytePointer> parts(List<Long> bytes) {
        long whole = bytes.stream().mapToLong(KernelMemory::guarded).sum() + 2 * GUARD;
        if (memory.capacity() < whole) {
            memory.deallocate();
            memory = new BytePointer(whole);
        }
        long at = GUARD + Math.floorMod(-memory.address(), (long) ALIGNMENT);
        List<BytePointer> parts = new ArrayList<>();
        for (long part : bytes) {
            parts.add(memory.getPointer(at));
            at += guarded(part);
        }
        return parts;
    }

    /** With the guard behind it, which the next part's alignment may widen. */
    private static long guarded(long bytes) {
        return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT + GUARD;
    }

    /** Fills everything with what is no number: what is read before it is written shows in the results. */
    void poison() {
        Pointer.memset(memory, PATTERN, memory.capacity());
    }

    /** @throws IllegalStateException if something was written just before or behind a part since {@link #poison} */
    static void requireGuards(BytePointer part, long bytes) {
        byte[] guard = new byte[GUARD - ALIGNMENT];
        byte[] untouched = new byte[guard.length];
        Arrays.fill(untouched, PATTERN);
        for (long at : new long[] {-guard.length, bytes}) {
            part.getPointer(at).get(guard);
            if (!Arrays.equals(guard, untouched)) {
                throw new IllegalStateException("the kernel writes " + (at < 0 ? "before" : "behind") + " one of its tensors of " + bytes + " B");
            }
        }
    }
}
