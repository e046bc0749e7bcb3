package io.sextant.device.measure;

import io.sextant.device.run.Program;
import java.util.List;

/** Finds out how long programs take on one device. */
public interface Measurer {
    /**
     * Outcomes in the order of the programs; a program that cannot be measured costs itself alone.
     *
     * @param progress told once for each finished program
     */
    List<MeasureOutcome> measure(List<Program> programs, MeasurePlan plan, Runnable progress);
}
