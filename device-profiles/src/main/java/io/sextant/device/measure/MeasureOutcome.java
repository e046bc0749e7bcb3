package io.sextant.device.measure;

/** What came of measuring a program. */
public sealed interface MeasureOutcome {
    /** @param reused true if the store had it, and nothing ran */
    record Measured(Measurement measurement, boolean reused) implements MeasureOutcome {
    }

    /** The program could not be measured (refused, crashed, timed out, out of memory): costs this one, never the run. */
    record Failed(String reason) implements MeasureOutcome {
    }
}
