package io.sextant.codegen.c.emit;

import java.util.Locale;

/** Where an emitted network has its weights. */
public enum WeightsForm {
    /** In the object, by the assembler's {@code .incbin}: nothing to bring when it runs. */
    INCBIN,
    /** In a file that the program brings, in huge pages if it can: faster where weights are large, and one copy for several processes. */
    MAPPED,
    /** As numbers in the C: no other file, but clang takes seconds for each million. */
    ARRAY;

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
