package io.sextant.search.loop;

import java.util.ArrayList;
import java.util.List;

/**
 * Successive halving (Jamieson and Talwalkar, 2016): from rung to rung {@code factor} times the epochs for one in {@code factor} of
 * the networks.
 *
 * @param firstEpochs training that every feasible candidate may get; less if the time is too short even for a few
 * @param fullEpochs  training of the last rung and of the winner
 * @param finalists   how many are re-measured at a time, and the fewest on a rung
 * @param seeds       training runs of the winner and of the baseline, at least 3
 */
public record TrainingPlan(int firstEpochs, int factor, int fullEpochs, int finalists, int seeds) {
    public static final TrainingPlan STANDARD = new TrainingPlan(8, 3, 72, 3, 3);

    /** Shorter trainings would say nothing of a network, so that the budget gives way. */
    static final int FEWEST_EPOCHS = 2;

    private static final int FEWEST_SEEDS = 3;

    public TrainingPlan {
        if (firstEpochs < 1 || factor < 2 || fullEpochs < firstEpochs || finalists < 1 || seeds < FEWEST_SEEDS) {
            throw new IllegalArgumentException("1 <= first epochs <= full epochs, factor >= 2, finalists >= 1, seeds >= 3; got "
                + firstEpochs + ", " + fullEpochs + ", " + factor + ", " + finalists + ", " + seeds);
        }
    }

    /** How many networks train for how long. */
    public record Rung(int networks, int epochs) {
    }

    /** The rungs above the first, of {@code entrants} networks for {@code first} epochs, when {@code longest} epochs are affordable. */
    List<Rung> rungs(int entrants, int first, int longest) {
        List<Rung> rungs = new ArrayList<>();
        int networks = entrants;
        int epochs = first;
        while (networks > finalists && epochs < longest) {
            networks = Math.max(finalists, (networks + factor - 1) / factor);
            epochs = Math.min(longest, epochs * factor);
            rungs.add(new Rung(networks, epochs));
        }
        return rungs;
    }
}
