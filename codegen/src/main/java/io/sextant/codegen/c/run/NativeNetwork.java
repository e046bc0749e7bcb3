package io.sextant.codegen.c.run;

import io.sextant.codegen.c.network.NetworkCompiler;
import io.sextant.loading.NativeFunction;
import io.sextant.loading.NativeSymbol;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;

/** A compiled network in this process, with an arena of its own between two guards. */
public final class NativeNetwork implements AutoCloseable {
    private static final int ALIGNMENT = 64;
    /** Bytes before and behind the arena that nobody may write to. */
    private static final int GUARD = 4096;
    /** Four of it are a float that is no number. */
    private static final int PATTERN = 0xff;

    /** A part of the arena, in bytes. */
    public record Part(long offset, long bytes) {
    }

    private final Path object;
    private final String entry;
    private final NativeFunction function;
    private final BytePointer memory;
    private final BytePointer arena;
    private final long bytes;
    private final List<Part> inputs;
    private final List<Part> outputs;
    private final int layers;

    /** Opens an object of {@link NetworkCompiler}. */
    public NativeNetwork(Path object, String entry) {
        this.object = object;
        this.entry = entry;
        function = NativeFunction.of(object, entry);
        LongPointer layout = new LongPointer(NativeSymbol.address(object, entry + "_layout"));
        bytes = layout.get(0);
        inputs = parts(layout, 1);
        outputs = parts(layout, 2 + 2L * inputs.size());
        layers = (int) layout.get(3 + 2L * inputs.size() + 2L * outputs.size());
        memory = new BytePointer(bytes + ALIGNMENT + 2 * GUARD);
        Pointer.memset(memory, 0, memory.capacity());
        arena = memory.getPointer(GUARD + Math.floorMod(-(memory.address() + GUARD), (long) ALIGNMENT));
    }

    private static List<Part> parts(LongPointer layout, long at) {
        List<Part> parts = new ArrayList<>();
        for (long i = 0; i < layout.get(at); i++) {
            parts.add(new Part(layout.get(at + 1 + 2 * i), layout.get(at + 2 + 2 * i)));
        }
        return parts;
    }

    public List<Part> inputs() {
        return inputs;
    }

    public List<Part> outputs() {
        return outputs;
    }

    /** Memory of an input or output; valid as long as this is open. */
    public BytePointer at(Part part) {
        return arena.getPointer(part.offset());
    }

    /** One inference. What was in the arena, inputs too, may be overwritten. */
    public void run() {
        function.call(arena);
    }

    /** Fills the arena with what is no number, and its guards with a pattern: what is read before it is written shows in the results. */
    public void poison() {
        Pointer.memset(memory, PATTERN, memory.capacity());
    }

    /**
     * After {@link #poison} and any inferences.
     *
     * @throws IllegalStateException if something was written outside of the arena
     */
    public void requireGuards() {
        for (long i = 1; i <= GUARD; i++) {
            if (arena.getPointer(-i).get() != (byte) PATTERN || arena.getPointer(bytes + i - 1).get() != (byte) PATTERN) {
                throw new IllegalStateException("the network writes outside of its arena of " + bytes + " B");
            }
        }
    }

    /** Cycles of each layer in so many inferences. */
    public long[][] trace(int inferences) {
        NativeFunction traced = NativeFunction.of(object, entry + "_trace");
        long[][] cycles = new long[inferences][];
        try (LongPointer trace = new LongPointer(1L + layers)) {
            for (int i = 0; i < inferences; i++) {
                Pointer.memset(trace, 0, Long.BYTES * (1L + layers));
                trace.put(0, arena.address());
                traced.call(trace);
                cycles[i] = new long[layers];
                new LongPointer(trace).position(1).get(cycles[i]);
            }
        }
        return cycles;
    }

    @Override
    public void close() {
        memory.deallocate();
    }
}
