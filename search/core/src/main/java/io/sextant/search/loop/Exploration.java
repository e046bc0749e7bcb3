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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Batches of proposals: costed together, held against the limits, and the feasible ones trained on the lowest rung. Used once. */
final class Exploration {
    private final Run run;
    private final SearchSettings.Trials wanted;
    private final AskTell proposals;
    private final Training training;
    private final Twins twins;
    private Limits limits;
    private OptionalInt firstEpochs = OptionalInt.empty();

    Exploration(Run run) {
        this.run = run;
        this.wanted = run.settings().trials();
        this.proposals = new AskTell(run.job().strategy(), wanted.window());
        this.training = new Training(run);
        this.twins = new Twins(run.job().space());
        this.limits = run.settings().limits().isEmpty() ? null : new Limits(run.settings().limits());
    }

    /** Runs batches until the trials, the time or the space are used up. */
    void explore() {
        run.listener().stageBegun("search", 2 * wanted.count());
        boolean more = true;
        while (more && proposals.next() < wanted.count()) {
            double begun = run.time().elapsed();
            List<Trial> batch = ask();
            run.time().asked(run.time().elapsed() - begun);
            if (!batch.isEmpty()) {
                decide(batch, begun);
            }
            more = batch.size() == wanted.window() && timeLeft();
        }
        run.listener().stageEnded();
    }

    Limits limits() {
        return limits;
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
            batch.add(new Trial(number, proposal.get(), Map.of(), Map.of(), new Standing.Feasible(Optional.empty()), List.of()));
        }
        return batch;
    }

    /** @param begun when the batch was asked for, in seconds since the search began */
    private void decide(List<Trial> batch, double begun) {
        List<Trial> costed = cost(batch);
        double costing = run.time().elapsed() - begun;
        requireSomethingMeasured(costed);
        if (limits == null) {
            List<Map<Metric, Estimate>> known = costed.stream().filter(trial -> !trial.isDuplicate()).map(Trial::metrics)
                .filter(metrics -> !metrics.isEmpty()).toList();
            limits = new Limits(List.of(run.chronicle()
                .decide(Event.LimitDerived.class, () -> new Event.LimitDerived(DerivedLimit.of(known))).limit()));
            run.listener().message("limit: " + limits.all().get(0) + " (the " + DerivedLimit.PERCENTILE
                + "th percentile of " + known.size() + " random networks)");
        }
        List<Trial> feasible = costed.stream().filter(trial -> !trial.isDuplicate()).map(this::judge).filter(Trial::feasible)
            .sorted(Trial.MOST_PARAMETERS).toList();
        if (!feasible.isEmpty()) {
            train(feasible, costing);
        }
        feasible.forEach(trial -> tell(run.roster().get(trial.number())));
        costed.stream().filter(Trial::isDuplicate).forEach(this::tellTwin);
    }

    private void requireSomethingMeasured(List<Trial> costed) {
        boolean first = run.roster().all().isEmpty();
        if (first && costed.stream().allMatch(trial -> trial.metrics().isEmpty())) {
            throw new IllegalStateException("none of the first " + costed.size() + " networks could be measured; the first one: "
                + costed.get(0).standing().reason());
        }
    }

    /** The batch with metrics, or as failed; a network that is known already is not costed again. */
    private List<Trial> cost(List<Trial> batch) {
        double begun = run.time().elapsed();
        List<Trial> told = batch.stream().map(this::twin).toList();
        List<Trial> originals = told.stream().filter(trial -> !trial.isDuplicate()).toList();
        List<CostOutcome> outcomes = run.chronicle().costs(originals);
        int anew = (int) outcomes.stream().filter(outcome -> outcome instanceof CostOutcome.Known known && known.measuredAnew()).count();
        run.time().costed(originals.size(), anew, run.time().elapsed() - begun);
        Map<Integer, Trial> costed = new HashMap<>();
        IntStream.range(0, originals.size()).forEach(i -> costed.put(originals.get(i).number(), apply(originals.get(i), outcomes.get(i))));
        return duplicates(told, costed);
    }

    private Trial twin(Trial trial) {
        OptionalInt earlier = twins.earlier(trial.number(), trial.proposal().genotype());
        return earlier.isPresent() ? trial.with(new Standing.Duplicate(earlier.getAsInt())) : trial;
    }

    /** @param costed those of the batch that are no duplicates, by their numbers */
    private List<Trial> duplicates(List<Trial> batch, Map<Integer, Trial> costed) {
        Map<Trial, CostOutcome> outcomes = new LinkedHashMap<>();
        List<Trial> all = new ArrayList<>();
        for (Trial trial : batch) {
            if (trial.standing() instanceof Standing.Duplicate duplicate) {
                Trial first = Optional.ofNullable(costed.get(duplicate.of())).orElseGet(() -> run.roster().get(duplicate.of()));
                outcomes.put(trial, first.metrics().isEmpty() ? new CostOutcome.Unknown(first.standing().reason())
                    : new CostOutcome.Known(first.metrics(), true));
                all.add(new Trial(trial.number(), trial.proposal(), first.metrics(), Map.of(), duplicate, List.of()));
            } else {
                all.add(costed.get(trial.number()));
            }
        }
        run.chronicle().duplicates(outcomes);
        return all;
    }

    private static Trial apply(Trial trial, CostOutcome outcome) {
        if (outcome instanceof CostOutcome.Known known) {
            return new Trial(trial.number(), trial.proposal(), known.metrics(), Map.of(), trial.standing(), List.of());
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
        training.calibrate(feasible);
        int batches = (wanted.count() - proposals.next()) / wanted.window() + 1;
        double end = run.time().exploringEnd(OptionalDouble.of(run.time().halvingEnd(run.candidate(feasible.get(0)))));
        double share = TimePlan.batchShare(end - run.time().elapsed(), batches, costing);
        if (firstEpochs.isEmpty()) {
            firstEpochs = OptionalInt.of(settle(feasible, share));
        }
        training.train(feasible, firstEpochs.getAsInt(), share);
    }

    /** What lets at least a few networks of the first batch be compared. */
    private int settle(List<Trial> feasible, double share) {
        List<Candidate> few = feasible.stream().limit(run.settings().training().finalists()).map(run::candidate).toList();
        int epochs = run.chronicle()
            .decide(Event.FirstEpochs.class, () -> new Event.FirstEpochs(run.time().firstEpochs(few, share))).epochs();
        int planned = run.settings().training().firstEpochs();
        if (epochs < planned) {
            run.listener().message("the budget leaves " + epochs + " of " + planned + " epochs for each candidate's first training");
        }
        return epochs;
    }

    private void tell(Trial trial) {
        proposals.tell(trial.number(), outcome(trial));
        if (trial.standing() instanceof Standing.Infeasible || trial.standing() instanceof Standing.Failed) {
            run.listener().stepped();
        }
    }

    /** A strategy learns of it what it learnt of the first trial with this network. */
    private void tellTwin(Trial trial) {
        run.roster().put(trial);
        proposals.tell(trial.number(), outcome(run.roster().get(((Standing.Duplicate) trial.standing()).of())));
        run.listener().stepped();
        run.listener().stepped();
    }

    private static Outcome outcome(Trial trial) {
        if (!trial.scores().isEmpty()) {
            return new Outcome.Trained(trial.scores().get(0).accuracy());
        }
        if (trial.standing() instanceof Standing.Infeasible infeasible) {
            return new Outcome.Infeasible(infeasible.binding().violation());
        }
        return trial.standing() instanceof Standing.Failed ? new Outcome.Failed() : new Outcome.Untrained();
    }

    private boolean timeLeft() {
        if (proposals.next() >= wanted.count() || run.chronicle().wentOn(proposals.next(), wanted.window()).orElseGet(this::timeForMore)) {
            return true;
        }
        int trials = run.chronicle().decide(Event.Explored.class, () -> new Event.Explored(proposals.next())).trials();
        run.listener().message("time for exploring is over after " + trials + " of " + wanted.count() + " trials");
        return false;
    }

    private boolean timeForMore() {
        int next = Math.min(wanted.window(), wanted.count() - proposals.next());
        List<Trial> feasible = run.roster().feasible(Trial.MOST_PARAMETERS);
        OptionalDouble halvingEnd = feasible.isEmpty() ? OptionalDouble.empty()
            : OptionalDouble.of(run.time().halvingEnd(run.candidate(feasible.get(0))));
        return run.time().elapsed() + run.time().costing(next) < run.time().exploringEnd(halvingEnd);
    }
}
