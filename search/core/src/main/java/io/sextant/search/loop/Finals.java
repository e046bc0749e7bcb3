package io.sextant.search.loop;

import io.sextant.search.limit.Limits;
import io.sextant.search.limit.Verdict;
import io.sextant.search.port.CostOutcome;
import io.sextant.search.port.Evaluator.FinalOutcome;
import io.sextant.search.port.Evaluator.Finished;
import io.sextant.search.port.Evaluator.NotFinished;
import io.sextant.search.port.Evaluator.Request;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Re-measures finalists until one meets every limit, and trains it and the baseline to the end. Used once. */
final class Finals {
    private final Run run;
    private final Limits limits;
    private OptionalInt epochs = OptionalInt.empty();

    Finals(Run run, Limits limits) {
        this.run = run;
        this.limits = limits;
    }

    /**
     * A winner and its baseline.
     *
     * @param finished numbers of the trials that were trained to the end
     */
    record Decided(Finalist winner, Finalist baseline, Set<Integer> finished) {
    }

    /**
     * Empty if no trial meets the limits. A network that cannot be trained to the end makes room for the next one.
     *
     * @throws IllegalStateException if several could not
     */
    Optional<Decided> decide() {
        int finalists = run.settings().training().finalists();
        for (int attempt = 0; attempt < finalists; attempt++) {
            if (run.roster().feasible(Trial.BEST).isEmpty()) {
                return Optional.empty();
            }
            run.listener().stageBegun("re-measure", finalists + 1);
            Optional<Trial> winner = winner(run.roster().feasible(Trial.BEST));
            Optional<Trial> baseline = winner.map(this::baseline);
            run.listener().stageEnded();
            if (winner.isEmpty()) {
                return Optional.empty();
            }
            Optional<Decided> decided = finish(winner.get(), baseline.orElseThrow());
            if (decided.isPresent()) {
                return decided;
            }
        }
        throw new IllegalStateException("not one of " + finalists + " finalists with its baseline could be trained to the end; the last: "
            + run.roster().all().stream().map(Trial::standing).filter(Standing.Failed.class::isInstance)
                .reduce((before, last) -> last).orElseThrow().reason());
    }

    private Optional<Trial> winner(List<Trial> ranked) {
        int chunk = run.settings().training().finalists();
        Trial heaviest = run.roster().feasible(Trial.MOST_PARAMETERS).get(0);
        for (int from = 0; from < ranked.size(); from += chunk) {
            List<Trial> finalists = ranked.subList(from, Math.min(ranked.size(), from + chunk));
            remeasure(Stream.concat(finalists.stream(), Stream.of(heaviest)).toList());
            Optional<Trial> winner = finalists.stream().map(this::newest).filter(Finals::accepted).findFirst();
            if (winner.isPresent()) {
                return winner;
            }
            run.listener().message("none of " + finalists.size() + " finalists holds when re-measured");
            int tried = from + finalists.size();
            if (run.chronicle().decide(Event.Looked.class, () -> new Event.Looked(tried, run.time().isOver())).over()) {
                return lastResort(ranked, tried);
            }
        }
        return Optional.empty();
    }

    /** One more try, of those with the most room to the limits, when there is no time for all. */
    private Optional<Trial> lastResort(List<Trial> ranked, int tried) {
        List<Trial> open = ranked.subList(tried, ranked.size()).stream()
            .filter(this::open)
            .sorted(Comparator.comparingDouble(trial -> limits.binding(trial.metrics()).ratio())).toList();
        List<Trial> roomiest = open.subList(0, Math.min(run.settings().training().finalists(), open.size()));
        remeasure(roomiest);
        if (open.size() > roomiest.size()) {
            run.listener().message("no time to re-measure " + (open.size() - roomiest.size()) + " further networks");
        }
        return roomiest.stream().sorted(Trial.BEST).map(this::newest).filter(Finals::accepted).findFirst();
    }

    /** The accepted trial with the most parameters; tries as many as there are finalists before it takes an accepted finalist. */
    private Trial baseline(Trial winner) {
        List<Trial> heaviest = run.roster().feasible(Trial.MOST_PARAMETERS);
        int attempts = run.settings().training().finalists();
        for (Trial trial : heaviest) {
            if (open(trial) && attempts > 0) {
                attempts--;
                remeasure(List.of(trial));
            }
            if (accepted(newest(trial))) {
                return newest(trial);
            }
        }
        return winner;
    }

    private Trial newest(Trial trial) {
        return run.roster().get(trial.number());
    }

    /** Not re-measured yet; what failed when it was is not feasible any more. */
    private boolean open(Trial trial) {
        return newest(trial).feasible() && newest(trial).remeasured().isEmpty();
    }

    private static boolean accepted(Trial trial) {
        return trial.feasible() && !trial.remeasured().isEmpty();
    }

    private void remeasure(List<Trial> trials) {
        Set<Trial> open = new LinkedHashSet<>(trials);
        open.removeIf(trial -> !open(trial));
        List<Trial> asked = List.copyOf(open);
        if (asked.isEmpty()) {
            return;
        }
        List<CostOutcome> outcomes = run.chronicle().remeasure(asked);
        for (int i = 0; i < asked.size(); i++) {
            judge(asked.get(i), outcomes.get(i));
        }
    }

    private void judge(Trial trial, CostOutcome outcome) {
        if (outcome instanceof CostOutcome.Unknown unknown) {
            run.roster().put(trial.with(new Standing.Failed("re-measured: " + unknown.reason())));
            return;
        }
        Trial measured = trial.with(((CostOutcome.Known) outcome).metrics());
        Verdict binding = limits.binding(measured.newestMetrics());
        run.roster().put(binding.met() ? measured : measured.with(new Standing.Infeasible(binding, true)));
    }

    /** Empty if one of the two could not be trained, and so is none of the feasible any more. */
    private Optional<Decided> finish(Trial winner, Trial baseline) {
        List<Trial> trials = winner.number() == baseline.number() ? List.of(winner) : List.of(winner, baseline);
        new Training(run).calibrate(trials);
        int length = epochs(trials);
        List<Long> seeds = LongStream.range(0, run.settings().training().seeds()).map(i -> run.finalSeed((int) i)).boxed().toList();
        List<Request> requests = new ArrayList<>();
        trials.forEach(trial -> seeds.forEach(seed -> requests.add(new Request(run.candidate(trial), length, seed))));
        run.listener().stageBegun("final training", requests.size());
        List<FinalOutcome> outcomes = run.chronicle().finish(requests);
        run.listener().stageEnded();
        List<Finalist> finalists = new ArrayList<>();
        for (int i = 0; i < trials.size(); i++) {
            int from = i * seeds.size();
            finalist(trials.get(i), requests.subList(from, from + seeds.size()), outcomes.subList(from, from + seeds.size()))
                .ifPresent(finalists::add);
        }
        return finalists.size() < trials.size() ? Optional.empty()
            : Optional.of(decided(finalists.get(0), finalists.get(finalists.size() - 1)));
    }

    /** The same for all, so that they can be compared. */
    private int epochs(List<Trial> trials) {
        if (epochs.isEmpty()) {
            int decided = run.chronicle().decide(Event.FinalEpochs.class,
                () -> new Event.FinalEpochs(run.time().remainingEpochs(trials.stream().map(run::candidate).toList()))).epochs();
            int full = run.settings().training().fullEpochs();
            if (decided < full) {
                run.listener().message("the budget leaves " + decided + " of " + full + " epochs for the final training");
            }
            epochs = OptionalInt.of(decided);
        }
        return epochs.getAsInt();
    }

    /** The runs that ended well; empty if none did. */
    private Optional<Finalist> finalist(Trial trial, List<Request> requests, List<FinalOutcome> outcomes) {
        List<Long> seeds = new ArrayList<>();
        List<Finished> runs = new ArrayList<>();
        List<String> reasons = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            if (outcomes.get(i) instanceof Finished finished) {
                seeds.add(requests.get(i).seed());
                runs.add(finished);
            } else if (outcomes.get(i) instanceof NotFinished not) {
                reasons.add(not.reason());
            }
        }
        if (!reasons.isEmpty()) {
            run.listener().message(reasons.size() + " of " + requests.size() + " final trainings of trial " + trial.number()
                + " came to nothing: " + reasons.get(0));
        }
        if (runs.isEmpty()) {
            run.listener().message("trial " + trial.number() + " cannot be trained to the end; the next one takes its place");
            run.roster().put(trial.with(new Standing.Failed("final training: " + reasons.get(0))));
            return Optional.empty();
        }
        return Optional.of(new Finalist(trial, trial.newestMetrics(), requests.get(0).epochs(), seeds, runs));
    }

    /** The better one on the selection set wins: both meet the limits, and the search's choice rests on a single training run. */
    private Decided decided(Finalist best, Finalist baseline) {
        Set<Integer> finished = new HashSet<>(List.of(best.trial().number(), baseline.trial().number()));
        if (baseline.selectionAccuracy().mean() <= best.selectionAccuracy().mean()) {
            return new Decided(best, baseline, finished);
        }
        run.listener().message(String.format(Locale.ROOT, "trial %d, which has the most parameters, wins with %.2f %%: trial %d, the best"
            + " one so far, came to %.2f %% in the final training", baseline.trial().number(), 100 * baseline.selectionAccuracy().mean(),
            best.trial().number(), 100 * best.selectionAccuracy().mean()));
        return new Decided(baseline, baseline, finished);
    }
}
