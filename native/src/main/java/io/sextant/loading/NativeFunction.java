package io.sextant.loading;

import java.nio.file.Path;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.libffi.ffi_cif;
import org.bytedeco.libffi.ffi_type;
import org.bytedeco.libffi.global.ffi;

/**
 * A function {@code void f(T *)} of a shared object. What it does to this process is on the caller: code that is not yet proven belongs into
 * a child process.
 */
public final class NativeFunction {
    private final ffi_cif interfaceOf;
    private final Pointer address;
    private final PointerPointer<LongPointer> arguments;
    private final LongPointer argument;
    private final PointerPointer<ffi_type> types;

    private NativeFunction(Pointer address) {
        this.address = address;
        argument = new LongPointer(1);
        arguments = new PointerPointer<LongPointer>(1).put(0, argument);
        types = new PointerPointer<ffi_type>(1).put(0, ffi.ffi_type_pointer());
        interfaceOf = new ffi_cif();
        int status = ffi.ffi_prep_cif(interfaceOf, ffi.FFI_DEFAULT_ABI(), 1, ffi.ffi_type_void(), types);
        if (status != ffi.FFI_OK) {
            throw new IllegalStateException("libffi cannot prepare a call: status " + status);
        }
    }

    /**
     * Opens {@code object} and finds {@code symbol} in it.
     *
     * @throws IllegalArgumentException if it cannot be opened, or has no such symbol
     */
    public static NativeFunction of(Path object, String symbol) {
        return new NativeFunction(NativeSymbol.address(object, symbol));
    }

    /** Calls it with an address; about 30 ns beside what the function does. */
    public void call(Pointer pointer) {
        argument.put(0, pointer.address());
        ffi.ffi_call(interfaceOf, address, null, arguments);
    }
}
