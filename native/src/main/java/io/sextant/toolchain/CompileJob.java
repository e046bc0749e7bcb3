package io.sextant.toolchain;

import java.nio.file.Path;
import java.util.List;

/**
 * One run of the compiler.
 *
 * @param target LLVM target triple, e.g. {@code x86_64-linux-gnu} or {@code thumbv7em-none-eabi}
 * @param flags  everything else that changes the code: optimisation, ISA, macros, warnings
 * @param output the file to write; replaced atomically if it exists, untouched if the compiler fails
 */
public record CompileJob(CSource source, OutputKind kind, String target, List<String> flags, Path output) {
    public CompileJob {
        if (!target.matches("[A-Za-z0-9._-]+")) {
            throw new IllegalArgumentException("a target triple is like x86_64-linux-gnu, got " + target);
        }
        flags = List.copyOf(flags);
    }
}
