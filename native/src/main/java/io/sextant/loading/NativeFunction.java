package io.sextant.loading;

import java.nio.file.Path;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.libffi.ffi_cif;
import org.bytedeco.libffi.ffi_type;
import org.bytedeco.libffi.global.ffi;

/**
 * A function of a shared object whose parameters are pointers. What it does to this process is on the caller: code that is not yet proven
 * belongs into a child process.
 */
public final class NativeFunction {
    private final ffi_cif interfaceOf;
    private final Pointer address;
    private final PointerPointer<LongPointer> arguments;
    private final LongPointer values;
    private final PointerPointer<ffi_type> types;

    NativeFunction(Pointer address, int parameters, ffi_type result) {
        this.address = address;
        values = new LongPointer(parameters);
        arguments = new PointerPointer<>(parameters);
        types = new PointerPointer<>(parameters);
        for (int i = 0; i < parameters; i++) {
            arguments.put(i, new Pointer(values.getPointer(i)));
            types.put(i, ffi.ffi_type_pointer());
        }
        interfaceOf = new ffi_cif();
        int status = ffi.ffi_prep_cif(interfaceOf, ffi.FFI_DEFAULT_ABI(), parameters, result, types);
        if (status != ffi.FFI_OK) {
            throw new IllegalStateException("libffi cannot prepare a call: status " + status);
        }
    }

    /** {@code void symbol(T *)}. */
    public static NativeFunction of(Path object, String symbol) {
        return of(object, symbol, 1);
    }

    /**
     * Opens {@code object} and finds {@code void symbol(...)} in it.
     *
     * @param parameters how many pointers it takes
     * @throws IllegalArgumentException if it cannot be opened, or has no such symbol
     */
    public static NativeFunction of(Path object, String symbol, int parameters) {
        return new NativeFunction(NativeSymbol.address(object, symbol), parameters, ffi.ffi_type_void());
    }

    /** Calls it with addresses; about 30 ns beside what the function does. */
    public void call(Pointer... pointers) {
        for (int i = 0; i < pointers.length; i++) {
            values.put(i, pointers[i].address());
        }
        ffi.ffi_call(interfaceOf, address, null, arguments);
    }

    /** Calls a function of the C library with words of this machine. */
    long callForWord(LongPointer result, long... words) {
        values.put(words, 0, words.length);
        ffi.ffi_call(interfaceOf, address, result, arguments);
        return result.get();
    }
}
