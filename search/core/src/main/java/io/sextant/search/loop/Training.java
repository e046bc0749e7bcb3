package io.sextant.search.loop;

import io.sextant.search.port.Evaluator.Outcome;
import io.sextant.search.port.Evaluator.Request;
import java.util.List;
import java.util.Optional;

/** Trains trials of the roster for a rung. */
final class Training {
    /** Enough to see how many train at a time. */
    private static final int CALIBRATING = 4;

    private final Run run;

    Training(Run run) {
        this.run = run;
    }

    /** Trains a few networks for one epoch, once: until then it is only guessed how fast this machine trains. */
    void calibrate(List<Trial> trials) {
        if (run.time().calibrated() || trials.isEmpty()) {
            return;
        }
        List<Request> requests = trials.stream().limit(CALIBRATING)
            .map(trial -> new Request(run.candidate(trial), 1, run.calibrationSeed(trial))).toList();
        double begun = run.time().elapsed();
        List<Outcome> outcomes = run.chronicle().evaluate(requests, run.time().calibrating(), () -> { });
        learn(outcomes, begun);
    }

    private void learn(List<Outcome> outcomes, double begun) {
        double work = outcomes.stream().filter(Outcome.Trained.class::isInstance).map(Outcome.Trained.class::cast)
            .mapToDouble(trained -> TimePlan.seconds(trained.duration())).sum();
        run.time().trained(work, run.time().elapsed() - begun);
    }

    /**
     * Trains those of {@code trials} that the time allows, the first ones first, and puts scores (or why there is none) in the roster.
     *
     * @param seconds from now; what has begun by then is finished
     * @return as many of {@code trials} as have a score, newest state
     */
    List<Trial> train(List<Trial> trials, int epochs, double seconds) {
        List<Request> requests = trials.stream()
            .map(trial -> new Request(run.candidate(trial), epochs, run.rungSeed(trial, epochs))).toList();
        double begun = run.time().elapsed();
        List<Outcome> outcomes = run.chronicle().evaluate(requests, TimePlan.duration(seconds), run.listener()::stepped);
        for (int i = 0; i < trials.size(); i++) {
            apply(trials.get(i), requests.get(i), outcomes.get(i));
        }
        learn(outcomes, begun);
        return trials.stream().map(trial -> run.roster().get(trial.number()))
            .filter(trial -> trial.score().filter(score -> score.epochs() == epochs).isPresent()).toList();
    }

    private void apply(Trial trial, Request request, Outcome outcome) {
        if (outcome instanceof Outcome.Trained trained) {
            run.roster().put(trial.with(new Trial.Score(request.epochs(), request.seed(), trained.accuracy())));
        } else if (outcome instanceof Outcome.NotTrained not && trial.scores().isEmpty()) {
            run.roster().put(trial.with(new Standing.Feasible(Optional.of(not.reason()))));
        }
    }
}
