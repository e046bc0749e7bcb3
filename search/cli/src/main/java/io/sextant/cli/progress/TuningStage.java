package io.sextant.cli.progress;

import io.sextant.codegen.c.tuning.TuningListener;

/** Shows how far tuning is. */
public final class TuningStage implements TuningListener {
    private static final int BETWEEN = 10;

    private final Progress progress;
    private final boolean alone;
    private int kernels;
    private int done;

    private TuningStage(Progress progress, boolean alone) {
        this.progress = progress;
        this.alone = alone;
    }

    /** Where nothing else is under way while kernels are tuned. */
    public static TuningStage alone(Progress progress) {
        return new TuningStage(progress, true);
    }

    /** Where tuning happens amid another stage: in sentences. */
    public static TuningStage within(Progress progress) {
        return new TuningStage(progress, false);
    }

    @Override
    public void begin(int count) {
        kernels = count;
        done = 0;
        if (alone) {
            progress.stage("Tuning kernels", count);
        }
    }

    @Override
    public void tuned() {
        done++;
        if (alone) {
            progress.step();
        } else if (done % BETWEEN == 0 || done == kernels) {
            progress.say("tuned " + done + " of " + kernels + " kernels");
        }
    }

    @Override
    public void say(String sentence) {
        progress.say(sentence);
    }
}
