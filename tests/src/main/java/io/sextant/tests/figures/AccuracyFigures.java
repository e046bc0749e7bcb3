package io.sextant.tests.figures;

import io.sextant.training.TruthCheck;
import java.util.List;
import java.util.Locale;

/** Published networks on MNIST-1D reach their published accuracies here (Greydanus and Kobak, table 1). */
final class AccuracyFigures implements FigureSet {
    /** The 6,000 steps at batch 100 of the publication, on 4,000 samples. */
    private static final int EPOCHS = 150;
    private static final int QUICK_EPOCHS = 2;
    private static final long SEED = 1;

    @Override
    public List<Figure> measure(boolean quick) {
        List<TruthCheck.Result> results = TruthCheck.run(quick ? QUICK_EPOCHS : EPOCHS, SEED, result -> Note.progress(
            "trained " + result.name() + " for " + result.epochs() + " epochs in " + Math.round(result.seconds()) + " s"));
        return List.of(figure("MNIST-1D, plain CNN", results.get(2), ">= 90 %", 0.90, 1),
            figure("MNIST-1D, logistic regression", results.get(0), "28 to 36 %", 0.28, 0.36));
    }

    private static Figure figure(String name, TruthCheck.Result result, String goal, double least, double most) {
        double accuracy = result.accuracy();
        return new Figure(name, goal, percent(result.published()), percent(accuracy), ratio(accuracy / result.published()),
            accuracy >= least && accuracy <= most);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    private static String ratio(double ratio) {
        return String.format(Locale.ROOT, "%.2f", ratio);
    }
}
