package io.sextant.loading;

import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.libffi.global.ffi;

/**
 * Memory of zeros outside of the heap, at a multiple of 64. On Linux what is large lies in huge pages as far as the kernel gives some:
 * they spare translations of addresses where each byte is used once. A last page that would be mostly unused is left to small ones.
 *
 * @see <a href="https://docs.kernel.org/admin-guide/mm/transhuge.html">Transparent huge pages</a>
 */
public final class Pages implements AutoCloseable {
    /** Of x86-64, and of AArch64 with pages of 4 KiB. */
    private static final long HUGE = 2L << 20;
    private static final long SMALL = 4096;
    private static final long ALIGNMENT = 64;
    /** What is smaller lies in small pages. */
    private static final long LEAST = 1L << 20;
    /** So many parts of the memory may be added for a whole last page. */
    private static final long SPARE_PART = 16;

    private static final long READ = 1;
    private static final long READ_WRITE = 3;
    private static final long PRIVATE_ANONYMOUS = 0x22;
    private static final long ADVICE_HUGE_PAGE = 14;

    private final BytePointer memory;
    private final Runnable release;
    private final Runnable protection;
    private boolean closed;

    private Pages(BytePointer memory, Runnable release, Runnable protection) {
        this.memory = memory;
        this.release = release;
        this.protection = protection;
    }

    /** So many bytes. */
    public static Pages of(long bytes) {
        return bytes >= LEAST && System.getProperty("os.name").equals("Linux") ? LinuxCalls.FOUND.flatMap(calls -> mapped(calls, bytes))
            .orElseGet(() -> allocated(bytes)) : allocated(bytes);
    }

    /** How many of so many bytes should lie in huge pages, the unused end of the last one too. */
    static long huge(long bytes) {
        long all = (bytes + HUGE - 1) / HUGE * HUGE;
        return all - bytes <= bytes / SPARE_PART ? all : bytes / HUGE * HUGE;
    }

    private static Pages allocated(long bytes) {
        BytePointer all = new BytePointer(bytes + ALIGNMENT);
        Pointer.memset(all, 0, all.capacity());
        return new Pages(all.getPointer(Math.floorMod(-all.address(), ALIGNMENT)).capacity(bytes), all::deallocate, () -> { });
    }

    private static Optional<Pages> mapped(LinuxCalls calls, long bytes) {
        long whole = Math.max(huge(bytes), (bytes + SMALL - 1) / SMALL * SMALL);
        long reserved = whole + HUGE;
        long address = calls.map(reserved);
        if (address <= 0) {
            return Optional.empty();
        }
        long begin = (address + HUGE - 1) / HUGE * HUGE;
        calls.advise(begin, huge(bytes));
        return Optional.of(new Pages(at(begin, bytes), () -> calls.unmap(address, reserved), () -> calls.protect(begin, whole)));
    }

    private static BytePointer at(long where, long bytes) {
        Pointer pointer = new Pointer() {
            {
                address = where;
            }
        };
        return new BytePointer(pointer).capacity(bytes);
    }

    public BytePointer memory() {
        return memory;
    }

    /** Nobody may write to it any more, where the system can forbid that and it is large. */
    public void protect() {
        protection.run();
    }

    /** Again it does nothing. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            release.run();
        }
    }

    /** Functions of the C library; advice that is refused, and memory that cannot be protected, change no result. */
    private record LinuxCalls(NativeFunction mmap, NativeFunction munmap, NativeFunction madvise, NativeFunction mprotect) {
        static final Optional<LinuxCalls> FOUND = find();

        private static Optional<LinuxCalls> find() {
            return function("mmap", 6).flatMap(mmap -> function("munmap", 2).flatMap(munmap -> function("madvise", 3)
                .flatMap(madvise -> function("mprotect", 3).map(mprotect -> new LinuxCalls(mmap, munmap, madvise, mprotect)))));
        }

        private static Optional<NativeFunction> function(String symbol, int parameters) {
            return Optional.ofNullable(Loader.addressof(symbol)).filter(address -> !address.isNull())
                .map(address -> new NativeFunction(address, parameters, ffi.ffi_type_sint64()));
        }

        private static synchronized long call(NativeFunction function, long... words) {
            try (LongPointer result = new LongPointer(1)) {
                return function.callForWord(result, words);
            }
        }

        /** Negative if there is no such memory. */
        long map(long bytes) {
            return call(mmap, 0, bytes, READ_WRITE, PRIVATE_ANONYMOUS, -1, 0);
        }

        void unmap(long address, long bytes) {
            call(munmap, address, bytes);
        }

        void advise(long address, long bytes) {
            call(madvise, address, bytes, ADVICE_HUGE_PAGE);
        }

        void protect(long address, long bytes) {
            call(mprotect, address, bytes, READ);
        }
    }
}
