package io.sextant.cli.progress;

import java.util.function.Consumer;

/** Probing as a stage of its own, which begins with its first step: most often there is nothing to probe. */
public final class ProbeStage implements Consumer<String> {
    /** Compiler, two vector extensions, four places to read from with their beginning, timer; some machines have one more or less. */
    private static final int USUAL_STEPS = 9;

    private final Progress progress;
    private boolean begun;

    public ProbeStage(Progress progress) {
        this.progress = progress;
    }

    /** A step begins, so the one before is done. */
    @Override
    public void accept(String step) {
        if (begun) {
            progress.step();
        } else {
            progress.stage("Probing the host", USUAL_STEPS);
            begun = true;
        }
    }
}
