package io.sextant.latency.campaign;

import io.sextant.device.measure.Clock;
import io.sextant.device.measure.Effort;
import io.sextant.device.measure.MeasureOutcome;
import io.sextant.device.measure.MeasurePlan;
import io.sextant.device.measure.Measurement;
import io.sextant.device.measure.Processes;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.kernel.Kernel;
import io.sextant.latency.Target;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Times kernels by the differences of chains; all chains of a call share their processes. */
final class ChainTimer {
    static final Effort EFFORT = new Effort(5, 4, 2);
    private static final int MANY = 12;
    private static final int FEW = 4;
    /** Of a kernel in its two chains. */
    static final int REPEATS = MANY + FEW;
    /** Weights of a chain; of heavier kernels there are fewer repeats. */
    private static final long MOST_WEIGHT_BYTES = 256L << 20;

    private final Profiler profiler;
    private final Target target;

    ChainTimer(Profiler profiler, Target target) {
        this.profiler = profiler;
        this.target = target;
    }

    /** Name and parameters of the protocol, without how many processes. */
    static String protocol() {
        return "chain-differences/3 repeats=" + MANY + "-" + FEW + " rounds=" + EFFORT.rounds() + " samples=" + EFFORT.samplesPerRound();
    }

    /** What came of a kernel. */
    sealed interface Outcome {
        /** It was timed. */
        record Timed(Series series) implements Outcome {
        }

        /** It has no time. */
        record Failed(String reason) implements Outcome {
        }
    }

    /** A chain with two numbers of repeats. */
    private record Pair(Graph many, Graph few, int difference) {
        static Pair of(Chain chain) {
            int many = chain.kernel().map(Pair::repeats).orElse(MANY);
            int few = Math.max(1, many / (MANY / FEW));
            return new Pair(chain.repeated(many), chain.repeated(few), many - few);
        }

        private static int repeats(Kernel kernel) {
            long bytes = kernel.body().constants().keySet().stream().mapToLong(value -> value.type().bytes()).sum();
            return (int) Math.max(2, Math.min(MANY, MOST_WEIGHT_BYTES / Math.max(1, bytes)));
        }
    }

    /** Five more processes of each kernel; outcomes in the order of the kernels. */
    List<Outcome> time(List<Kernel> kernels, long seed) {
        Set<Chain> chains = new LinkedHashSet<>();
        kernels.forEach(kernel -> Term.of(kernel).forEach(term -> chains.add(term.chain())));
        List<Pair> pairs = chains.stream().map(Pair::of).toList();
        List<Graph> graphs = new ArrayList<>();
        pairs.forEach(pair -> graphs.addAll(List.of(pair.many(), pair.few())));
        List<MeasureOutcome> measured = profiler.profile(graphs, new MeasurePlan(target.threads(), target.clock(), EFFORT, seed));
        Map<Chain, Outcome> outcomes = new LinkedHashMap<>();
        for (Chain chain : chains) {
            int at = 2 * outcomes.size();
            outcomes.put(chain, difference(measured.get(at), measured.get(at + 1), pairs.get(outcomes.size()).difference()));
        }
        return kernels.stream().map(kernel -> sum(Term.of(kernel), outcomes)).toList();
    }

    private Outcome difference(MeasureOutcome many, MeasureOutcome few, int repeats) {
        if (many instanceof MeasureOutcome.Failed failed) {
            return new Outcome.Failed(failed.reason());
        }
        if (few instanceof MeasureOutcome.Failed failed) {
            return new Outcome.Failed(failed.reason());
        }
        Measurement longer = ((MeasureOutcome.Measured) many).measurement();
        double[] more = medians(longer, target.clock());
        double[] less = medians(((MeasureOutcome.Measured) few).measurement(), target.clock());
        List<Double> nanos = new ArrayList<>();
        for (int process = 0; process < Math.min(more.length, less.length); process++) {
            nanos.add((more[process] - less[process]) / repeats);
        }
        return new Outcome.Timed(new Series(nanos, longer.date()));
    }

    private static double[] medians(Measurement measurement, Clock clock) {
        return Processes.medians(measurement.samples(), clock);
    }

    private static Outcome sum(List<Term> terms, Map<Chain, Outcome> outcomes) {
        List<Double> nanos = new ArrayList<>();
        Instant date = Instant.EPOCH;
        for (Term term : terms) {
            if (!(outcomes.get(term.chain()) instanceof Outcome.Timed timed)) {
                return outcomes.get(term.chain());
            }
            List<Double> part = timed.series().nanos();
            for (int process = 0; process < part.size(); process++) {
                double signed = term.sign() * part.get(process);
                if (process < nanos.size()) {
                    nanos.set(process, nanos.get(process) + signed);
                } else {
                    nanos.add(signed);
                }
            }
            date = timed.series().date();
        }
        return new Outcome.Timed(new Series(nanos, date));
    }
}
