package io.sextant.search.loop;

import io.sextant.ir.quantity.Metric;
import io.sextant.search.limit.Limits;
import io.sextant.search.limit.Verdict;
import io.sextant.search.port.Candidate;
import io.sextant.search.port.CostOutcome;
import io.sextant.search.port.Estimate;
import io.sextant.search.strategy.AskTell;
import io.sextant.search.strategy.Outcome;
import io.sextant.search.strategy.Proposal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Batches of proposals: costed together, held against the limits, and the feasible ones trained on the lowest rung. Used once. */
final class Exploration {
    private final Run run;
    private final SearchSettings.Trials wanted;
    private final AskTell proposals;
    private final Training training;
    private Limits limits;
    private OptionalInt firstEpochs = OptionalInt.empty();
    private int measured;
    private int cached;

    Exploration(Run run) {
        this.run = run;
        this.wanted = run.settings().trials();
        this.proposals = new AskTell(run.job().strategy(), wanted.window());
        this.training = new Training(run);
        this.limits = run.settings().limits().isEmpty() ? null : new Limits(run.settings().limits());
    }

    /** Runs batches until the trials, the time or the space are used up. */
    void explore() {
        run.listener().stageBegun("search", 2 * wanted.count());
        boolean more = true;
        while (more && proposals.next() < wanted.count()) {
            List<Trial> batch = ask();
            if (!batch.isEmpty()) {
                decide(batch);
            }
            more = batch.size() == wanted.window() && timeLeft();
        }
        run.listener().stageEnded();
    }

    Limits limits() {
        return limits;
    }

    int measured() {
        return measured;
    }

    int cached() {
        return cached;
    }

    private List<Trial> ask() {
        List<Trial> batch = new ArrayList<>();
        while (batch.size() < wanted.window() && proposals.next() < wanted.count()) {
            int number = proposals.next();
            Optional<Proposal> proposal = proposals.ask();
            if (proposal.isEmpty()) {
                run.listener().message("all " + run.job().space().size() + " networks of space " + run.job().space().name()
                    + " have been tried");
                return batch;
            }
            batch.add(new Trial(number, proposal.get(), Map.of(), new Standing.Feasible(Optional.empty()), List.of()));
        }
        return batch;
    }

    private void decide(List<Trial> batch) {
        double begun = run.time().elapsed();
        List<Trial> costed = cost(batch);
        double costing = run.time().elapsed() - begun;
        requireSomethingMeasured(costed);
        if (limits == null) {
            List<Map<Metric, Estimate>> known = costed.stream().map(Trial::metrics).filter(metrics -> !metrics.isEmpty()).toList();
            limits = new Limits(List.of(DerivedLimit.of(known)));
            run.listener().message("limit: " + limits.all().get(0) + " (the " + DerivedLimit.PERCENTILE
                + "th percentile of the upper bounds of " + known.size() + " random networks)");
        }
        List<Trial> feasible = costed.stream().map(this::judge).filter(Trial::feasible).sorted(Trial.MOST_PARAMETERS).toList();
        if (!feasible.isEmpty()) {
            train(feasible, costing);
        }
        feasible.forEach(trial -> tell(run.roster().get(trial.number())));
    }

    private void requireSomethingMeasured(List<Trial> costed) {
        boolean first = run.roster().all().isEmpty();
        if (first && costed.stream().allMatch(trial -> trial.metrics().isEmpty())) {
            throw new IllegalStateException("none of the first " + costed.size() + " networks could be measured; the first one: "
                + costed.get(0).standing().reason());
        }
    }

    /** The batch with metrics, or as failed. */
    private List<Trial> cost(List<Trial> batch) {
        List<Trial> unknown = batch.stream().filter(trial -> run.roster().remembered(trial).isEmpty()).toList();
        double begun = run.time().elapsed();
        List<CostOutcome> outcomes = unknown.isEmpty() ? List.of()
            : run.ports().costs().costs(unknown.stream().map(run::candidate).toList(), run.listener()::stepped);
        int anew = (int) outcomes.stream().filter(outcome -> !(outcome instanceof CostOutcome.Known known && known.reused())).count();
        run.time().costed(batch.size(), anew, run.time().elapsed() - begun);
        List<Trial> costed = new ArrayList<>();
        for (Trial trial : batch) {
            int asked = unknown.indexOf(trial);
            costed.add(asked < 0 ? recall(trial) : apply(trial, outcomes.get(asked)));
        }
        return costed;
    }

    private Trial recall(Trial trial) {
        run.listener().stepped();
        Trial known = run.roster().remembered(trial).orElseThrow();
        cached += known.metrics().isEmpty() ? 0 : 1;
        Standing standing = known.metrics().isEmpty() ? known.standing() : trial.standing();
        return new Trial(trial.number(), trial.proposal(), known.metrics(), standing, List.of());
    }

    private Trial apply(Trial trial, CostOutcome outcome) {
        if (outcome instanceof CostOutcome.Known known) {
            cached += known.reused() ? 1 : 0;
            measured += known.reused() ? 0 : 1;
            return new Trial(trial.number(), trial.proposal(), known.metrics(), trial.standing(), List.of());
        }
        return trial.with(new Standing.Failed(((CostOutcome.Unknown) outcome).reason()));
    }

    /** Tells at once what needs no training. */
    private Trial judge(Trial trial) {
        if (!trial.feasible()) {
            run.roster().put(trial);
            tell(trial);
            return trial;
        }
        Verdict binding = limits.binding(trial.metrics());
        if (binding.met()) {
            return trial;
        }
        Trial infeasible = trial.with(new Standing.Infeasible(binding, false));
        run.roster().put(infeasible);
        tell(infeasible);
        return infeasible;
    }

    private void train(List<Trial> feasible, double costing) {
        List<Trial> open = new ArrayList<>(feasible);
        open.removeIf(this::recallUntrained);
        if (open.isEmpty()) {
            return;
        }
        training.calibrate(open.stream().filter(trial -> run.roster().remembered(trial).isEmpty()).toList());
        int batches = (wanted.count() - proposals.next()) / wanted.window() + 1;
        double end = run.time().exploringEnd(OptionalDouble.of(run.time().halvingEnd(run.candidate(open.get(0)))));
        double share = TimePlan.batchShare(end - run.time().elapsed(), batches, costing);
        if (firstEpochs.isEmpty()) {
            firstEpochs = OptionalInt.of(settle(open, share));
        }
        training.train(open, firstEpochs.getAsInt(), share);
    }

    /** What an interrupted run has settled, else what lets at least a few networks of the first batch be compared. */
    private int settle(List<Trial> open, double share) {
        List<Candidate> few = open.stream().limit(run.settings().training().finalists()).map(run::candidate).toList();
        int epochs = run.roster().rememberedFirstEpochs().orElseGet(() -> run.time().firstEpochs(few, share));
        int planned = run.settings().training().firstEpochs();
        if (epochs < planned) {
            run.listener().message("the budget leaves " + epochs + " of " + planned + " epochs for each candidate's first training");
        }
        return epochs;
    }

    /** What an interrupted run had no time for stays so, or its later proposals would change. */
    private boolean recallUntrained(Trial trial) {
        Optional<Trial> known = run.roster().remembered(trial)
            .filter(old -> old.standing() instanceof Standing.Feasible standing && standing.untrained().isPresent());
        known.ifPresent(old -> run.roster().put(trial.with(old.standing())));
        return known.isPresent();
    }

    private void tell(Trial trial) {
        if (!trial.scores().isEmpty()) {
            proposals.tell(trial.number(), new Outcome.Trained(trial.scores().get(0).accuracy()));
        } else if (trial.standing() instanceof Standing.Infeasible infeasible) {
            proposals.tell(trial.number(), new Outcome.Infeasible(infeasible.binding().violation()));
            run.listener().stepped();
        } else if (trial.standing() instanceof Standing.Failed) {
            proposals.tell(trial.number(), new Outcome.Failed());
            run.listener().stepped();
        } else {
            proposals.tell(trial.number(), new Outcome.Untrained());
        }
    }

    private boolean timeLeft() {
        int next = Math.min(wanted.window(), wanted.count() - proposals.next());
        List<Trial> feasible = run.roster().feasible(Trial.MOST_PARAMETERS);
        OptionalDouble halvingEnd = feasible.isEmpty() ? OptionalDouble.empty()
            : OptionalDouble.of(run.time().halvingEnd(run.candidate(feasible.get(0))));
        boolean left = run.time().elapsed() + run.time().costing(next) < run.time().exploringEnd(halvingEnd);
        if (!left && proposals.next() < wanted.count()) {
            run.listener().message("time for exploring is over after " + proposals.next() + " of " + wanted.count() + " trials");
        }
        return left;
    }
}
