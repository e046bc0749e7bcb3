package io.sextant.codegen.c.run;

import io.sextant.codegen.c.network.NetworkCompiler;
import io.sextant.loading.NativeFunction;
import io.sextant.loading.NativeSymbol;
import io.sextant.loading.Pages;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;

/** A compiled network in this process, with an arena of its own between two guards, and its weights unless the object holds them. */
public final class NativeNetwork implements AutoCloseable {
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
    private final Optional<Pages> weights;
    private final Pages pages;
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
        LongPointer layout = new LongPointer(NativeSymbol.address(object, entry + "_layout"));
        bytes = layout.get(0);
        inputs = parts(layout, 1);
        outputs = parts(layout, 2 + 2L * inputs.size());
        layers = (int) layout.get(3 + 2L * inputs.size() + 2L * outputs.size());
        weights = MappedWeights.read(object, entry);
        try {
            function = NativeFunction.of(object, entry, weights.isPresent() ? 2 : 1);
            pages = Pages.of(bytes + 2 * GUARD);
        } catch (RuntimeException e) {
            weights.ifPresent(Pages::close);
            throw e;
        }
        memory = pages.memory();
        arena = memory.getPointer(GUARD);
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

    /** Element types of the inputs, such as {@code i64}. */
    public List<String> inputTypes() {
        return NativeSymbol.find(object, entry + "_types").map(types -> List.of(new BytePointer(types).getString().split(" ")))
            .orElseGet(() -> Collections.nCopies(inputs.size(), "f32"));
    }

    /** Memory of an input or output; valid as long as this is open. */
    public BytePointer at(Part part) {
        return arena.getPointer(part.offset());
    }

    /** One inference. What was in the arena, inputs too, may be overwritten. */
    public void run() {
        call(function, arena);
    }

    private void call(NativeFunction called, Pointer first) {
        if (weights.isPresent()) {
            called.call(first, weights.get().memory());
        } else {
            called.call(first);
        }
    }

    /** Of one inference, inputs and outputs included. */
    public long arenaBytes() {
        return bytes;
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
        NativeFunction traced = NativeFunction.of(object, entry + "_trace", weights.isPresent() ? 2 : 1);
        long[][] cycles = new long[inferences][];
        try (LongPointer trace = new LongPointer(1L + layers)) {
            for (int i = 0; i < inferences; i++) {
                Pointer.memset(trace, 0, Long.BYTES * (1L + layers));
                trace.put(0, arena.address());
                call(traced, trace);
                cycles[i] = new long[layers];
                new LongPointer(trace).position(1).get(cycles[i]);
            }
        }
        return cycles;
    }

    @Override
    public void close() {
        pages.close();
        weights.ifPresent(Pages::close);
    }
}
