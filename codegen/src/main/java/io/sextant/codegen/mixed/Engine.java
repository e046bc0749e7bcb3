package io.sextant.codegen.mixed;

import io.sextant.codegen.mixed.run.MixedFile;

/** What runs a stretch of a mixed program. */
public enum Engine {
    /** Compiled C. */
    C(MixedFile.C),
    /** A session of ONNX Runtime. */
    ONNX_RUNTIME(MixedFile.ONNX_RUNTIME);

    private final String text;

    Engine(String text) {
        this.text = text;
    }

    /** Name of the backend. */
    public String text() {
        return text;
    }
}
