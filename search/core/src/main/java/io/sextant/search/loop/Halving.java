package io.sextant.search.loop;

import io.sextant.search.port.Evaluator.Request;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Successive halving of the trained feasible trials, as far as the time goes. */
final class Halving {
    private static final int FEWEST = 2;

    private final Run run;

    Halving(Run run) {
        this.run = run;
    }

    void halve() {
        List<Trial> ranked = run.roster().feasible(Trial.BEST).stream().filter(trial -> trial.score().isPresent()).toList();
        if (ranked.isEmpty()) {
            sayUntrained();
            return;
        }
        Training training = new Training(run);
        training.calibrate(ranked);
        Trial heaviest = run.roster().feasible(Trial.MOST_PARAMETERS).get(0);
        double end = run.time().halvingEnd(run.candidate(heaviest));
        int longest = run.time().affordableEpochs(run.candidate(heaviest));
        int first = ranked.get(0).score().orElseThrow().epochs();
        int entrants = ranked.size();
        List<TrainingPlan.Rung> rungs = run.chronicle().decide(Event.Halved.class,
            () -> new Event.Halved(run.settings().training().rungs(entrants, first, longest))).rungs();
        for (int i = 0; i < rungs.size() && !ranked.isEmpty(); i++) {
            double share = (end - run.time().elapsed()) / (rungs.size() - i);
            ranked = climb(training, ranked, rungs.get(i), share);
        }
    }

    private void sayUntrained() {
        if (!run.roster().feasible(Trial.BEST).isEmpty()) {
            run.listener().message("no time to train candidates: those with the most parameters come first");
        }
    }

    /** Trains the best of {@code ranked} that fit in the time; those that were trained, best first. */
    private List<Trial> climb(Training training, List<Trial> ranked, TrainingPlan.Rung rung, double seconds) {
        List<Trial> entrants = ranked.subList(0, Math.min(rung.networks(), ranked.size()));
        Event.Entered entered = run.chronicle().decide(Event.Entered.class, () -> enter(entrants, rung.epochs(), seconds));
        if (entered.trials().isEmpty()) {
            run.listener().message("no time to train several networks for " + rung.epochs() + " epochs");
            return List.of();
        }
        run.listener().stageBegun("train " + rung.epochs() + " epochs", entered.trials().size());
        List<Trial> fit = entered.trials().stream().map(run.roster()::get).toList();
        List<Trial> trained = training.train(fit, rung.epochs(), seconds);
        run.listener().stageEnded();
        return trained.stream().sorted(Trial.BEST).toList();
    }

    private Event.Entered enter(List<Trial> entrants, int epochs, double seconds) {
        int fit = fitting(entrants, epochs, seconds);
        List<Trial> entered = fit < Math.min(FEWEST, entrants.size()) ? List.of() : entrants.subList(0, fit);
        return new Event.Entered(epochs, entered.stream().map(Trial::number).toList());
    }

    private int fitting(List<Trial> entrants, int epochs, double seconds) {
        List<Request> requests = entrants.stream().map(trial -> new Request(run.candidate(trial), epochs, 0)).toList();
        OptionalInt fit = IntStream.rangeClosed(1, requests.size())
            .filter(count -> run.time().expected(requests.subList(0, count)) <= seconds).max();
        return fit.orElse(0);
    }
}
