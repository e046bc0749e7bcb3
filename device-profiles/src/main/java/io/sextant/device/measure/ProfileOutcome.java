package io.sextant.device.measure;

/** What came of profiling a program layer by layer. */
public sealed interface ProfileOutcome {
    record Profiled(LayerProfile profile) implements ProfileOutcome {
    }

    /** The program could not be profiled; costs this one, never the run. */
    record Failed(String reason) implements ProfileOutcome {
    }
}
