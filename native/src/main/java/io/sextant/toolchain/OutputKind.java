package io.sextant.toolchain;

import java.util.List;

/** What the compiler makes of a source; nothing is ever linked to it. */
public enum OutputKind {
    OBJECT(List.of("-c")),
    /** Undefined symbols are left to the process that loads it. */
    SHARED_OBJECT(List.of("-shared", "-fPIC", "-nostdlib", "-fuse-ld=lld")),
    /** Needs its own {@code _start}; runs on any Linux of its architecture. */
    STATIC_EXECUTABLE(List.of("-static", "-nostdlib", "-fuse-ld=lld"));

    private final List<String> flags;

    OutputKind(List<String> flags) {
        this.flags = flags;
    }

    List<String> flags() {
        return flags;
    }
}
