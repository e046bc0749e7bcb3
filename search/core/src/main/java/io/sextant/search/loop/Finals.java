package io.sextant.search.loop;

import io.sextant.ir.quantity.Metric;
import io.sextant.search.limit.Limits;
import io.sextant.search.limit.Verdict;
import io.sextant.search.port.CostOutcome;
import io.sextant.search.port.Estimate;
import io.sextant.search.port.Evaluator.Finished;
import io.sextant.search.port.Evaluator.Request;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Re-measures finalists until one meets every limit, and trains it and the baseline to the end. Used once. */
final class Finals {
    private final Run run;
    private final Limits limits;
    /** What re-measured trials cost, by number; an absent one was not re-measured. */
    private final Map<Integer, Map<Metric, Estimate>> remeasured = new HashMap<>();

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

    /** Empty if no trial meets the limits. */
    Optional<Decided> decide() {
        List<Trial> ranked = run.roster().feasible(Trial.BEST);
        if (ranked.isEmpty()) {
            return Optional.empty();
        }
        int finalists = run.settings().training().finalists();
        run.listener().stageBegun("re-measure", finalists + 1);
        Optional<Trial> winner = winner(ranked);
        Optional<Trial> baseline = winner.map(this::baseline);
        run.listener().stageEnded();
        return winner.map(best -> finish(best, baseline.orElseThrow()));
    }

    /** What a trial costs by its newest measurement. */
    Map<Metric, Estimate> metrics(Trial trial) {
        return remeasured.getOrDefault(trial.number(), trial.metrics());
    }

    private Optional<Trial> winner(List<Trial> ranked) {
        int chunk = run.settings().training().finalists();
        Trial heaviest = run.roster().feasible(Trial.MOST_PARAMETERS).get(0);
        for (int from = 0; from < ranked.size(); from += chunk) {
            List<Trial> finalists = ranked.subList(from, Math.min(ranked.size(), from + chunk));
            remeasure(Stream.concat(finalists.stream(), Stream.of(heaviest)).toList());
            Optional<Trial> winner = finalists.stream().filter(this::accepted).findFirst();
            if (winner.isPresent()) {
                return winner;
            }
            run.listener().message("none of " + finalists.size() + " finalists holds when re-measured");
            if (run.time().isOver()) {
                return lastResort(ranked, from + chunk);
            }
        }
        return Optional.empty();
    }

    /** One more try, of those with the most room to the limits, when there is no time for all. */
    private Optional<Trial> lastResort(List<Trial> ranked, int tried) {
        List<Trial> open = ranked.subList(Math.min(tried, ranked.size()), ranked.size()).stream()
            .filter(trial -> !remeasured.containsKey(trial.number()))
            .sorted(Comparator.comparingDouble(trial -> limits.binding(trial.metrics()).ratio())).toList();
        List<Trial> roomiest = open.subList(0, Math.min(run.settings().training().finalists(), open.size()));
        remeasure(roomiest);
        if (open.size() > roomiest.size()) {
            run.listener().message("no time to re-measure " + (open.size() - roomiest.size()) + " further networks");
        }
        return roomiest.stream().sorted(Trial.BEST).filter(this::accepted).findFirst();
    }

    /** The accepted trial with the most parameters; tries as many as there are finalists before it takes an accepted finalist. */
    private Trial baseline(Trial winner) {
        List<Trial> heaviest = run.roster().feasible(Trial.MOST_PARAMETERS);
        int attempts = run.settings().training().finalists();
        for (Trial trial : heaviest) {
            if (!remeasured.containsKey(trial.number()) && attempts > 0) {
                attempts--;
                remeasure(List.of(trial));
            }
            if (accepted(trial)) {
                return run.roster().get(trial.number());
            }
        }
        return winner;
    }

    private boolean accepted(Trial trial) {
        return remeasured.containsKey(trial.number()) && run.roster().get(trial.number()).feasible();
    }

    private void remeasure(List<Trial> trials) {
        Set<Trial> open = new LinkedHashSet<>(trials);
        open.removeIf(trial -> remeasured.containsKey(trial.number()));
        List<Trial> asked = List.copyOf(open);
        if (asked.isEmpty()) {
            return;
        }
        List<CostOutcome> outcomes = run.ports().remeasure()
            .remeasure(asked.stream().map(run::candidate).toList(), run.listener()::stepped);
        for (int i = 0; i < asked.size(); i++) {
            judge(asked.get(i), outcomes.get(i));
        }
    }

    private void judge(Trial trial, CostOutcome outcome) {
        Map<Metric, Estimate> metrics = new HashMap<>(trial.metrics());
        if (outcome instanceof CostOutcome.Unknown unknown) {
            run.roster().put(trial.with(new Standing.Failed("re-measured: " + unknown.reason())));
        } else {
            metrics.putAll(((CostOutcome.Known) outcome).metrics());
            Verdict binding = limits.binding(metrics);
            if (!binding.met()) {
                run.roster().put(trial.with(new Standing.Infeasible(binding, true)));
            }
        }
        remeasured.put(trial.number(), metrics);
    }

    private Decided finish(Trial winner, Trial baseline) {
        List<Trial> trials = winner.number() == baseline.number() ? List.of(winner) : List.of(winner, baseline);
        new Training(run).calibrate(trials);
        int epochs = run.time().remainingEpochs(trials.stream().map(run::candidate).toList());
        int full = run.settings().training().fullEpochs();
        if (epochs < full) {
            run.listener().message("the budget leaves " + epochs + " of " + full + " epochs for the final training");
        }
        List<Long> seeds = LongStream.range(0, run.settings().training().seeds()).map(i -> run.finalSeed((int) i)).boxed().toList();
        List<Request> requests = new ArrayList<>();
        trials.forEach(trial -> seeds.forEach(seed -> requests.add(new Request(run.candidate(trial), epochs, seed))));
        run.listener().stageBegun("final training", requests.size());
        List<Finished> finished = run.ports().evaluator().finish(requests, run.listener()::stepped);
        run.listener().stageEnded();
        List<Finalist> finalists = new ArrayList<>();
        for (int i = 0; i < trials.size(); i++) {
            finalists.add(new Finalist(trials.get(i), metrics(trials.get(i)), epochs, seeds,
                finished.subList(i * seeds.size(), (i + 1) * seeds.size())));
        }
        return decided(finalists.get(0), finalists.get(finalists.size() - 1));
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
