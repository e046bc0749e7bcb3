package io.sextant.loading;

import java.nio.file.Path;
import java.util.Optional;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;

/** What a shared object exports. It is opened with global binding and never closed, so its symbols need names that no other has. */
public final class NativeSymbol {
    private NativeSymbol() {
    }

    /**
     * Opens {@code object} and finds {@code symbol} in it.
     *
     * @throws IllegalArgumentException if it cannot be opened, or has no such symbol
     */
    public static Pointer address(Path object, String symbol) {
        return find(object, symbol).orElseThrow(() -> new IllegalArgumentException(object + " has no symbol " + symbol));
    }

    /**
     * As {@link #address}; empty if there is no such symbol.
     *
     * @throws IllegalArgumentException if {@code object} cannot be opened
     */
    public static Optional<Pointer> find(Path object, String symbol) {
        try {
            Loader.loadGlobal(object.toAbsolutePath().toString());
        } catch (UnsatisfiedLinkError e) {
            throw new IllegalArgumentException(object + " cannot be loaded: " + e.getMessage(), e);
        }
        return Optional.ofNullable(Loader.addressof(symbol)).filter(address -> !address.isNull());
    }
}
